import { Button, Progress } from '@mantine/core';
import { useState } from 'react';

import { Chips } from '../../components/chips';
import { Problem } from '../../components/problem';
import { SidePanel } from '../../components/side-panel';
import { useWhatIf, type WhatIf } from '../../lib/api/rules';
import { useWorkspace } from '../../lib/api/workspace';
import { dayIn } from '../../lib/period';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { Warnings } from './rule-reading';
import styles from './what-if.module.css';
import { WhatIfResult } from './what-if-result';

const spans = [
  { value: '1', label: '1 month' },
  { value: '3', label: '3 months' },
  { value: '6', label: '6 months' },
  { value: '12', label: '12 months' },
  { value: '0', label: 'All there is' },
] as const;

interface WhatIfPanelProps {
  rule: desktop.RuleForm;
  check: desktop.RuleCheck;
  /** The form behind it holds something that is not saved. */
  dirty: boolean;
  publishing: boolean;
  onPublish: () => void;
  onBack: () => void;
  onClose: () => void;
}

/** What a rule would have cost, before it is published. */
export function WhatIfPanel({
  rule,
  check,
  dirty,
  publishing,
  onPublish,
  onBack,
  onClose,
}: WhatIfPanelProps) {
  const { day } = useFormat();
  const workspace = useWorkspace().data;
  const past = workspace !== undefined && isPast(rule.validFrom, dayIn(workspace.timeZone, workspace.now));
  const [months, setMonths] = useState<(typeof spans)[number]['value']>('3');
  const replay = useWhatIf(rule, Number(months));
  return (
    <SidePanel
      wide
      title="What if: the rule on past sales"
      onClose={onClose}
      dirty={dirty}
      note={<Warnings of={check} />}
      footer={
        <>
          <Button mr="auto" onClick={onBack}>
            Back to the form
          </Button>
          <Button variant="filled" loading={publishing} onClick={onPublish}>
            Publish
          </Button>
        </>
      }
    >
      <p className={styles.about}>
        {past
          ? `What members would have earned from ${day(rule.validFrom)} to today, as the rule says:`
          : 'What members would have earned if this rule had been in force all that time:'}{' '}
        <strong>{check.words}</strong>
        {check.when.length > 0 && `. ${check.when.join('. ')}`}. Nothing is changed by trying.
      </p>
      {!past && <Chips label="How far back" options={spans} value={months} onChange={setMonths} />}
      <div className={styles.state}>
        <Replay {...replay} />
      </div>
    </SidePanel>
  );
}

/** Whether a rule counts from a day of the past on, which is then what it is compared from. */
function isPast(validFrom: string, today: string): boolean {
  return validFrom !== '' && validFrom < today;
}

function Replay({ run, error, cancel, again }: WhatIf) {
  const { count } = useFormat();
  if (error || run?.state === 'failed') {
    return <Problem error={error ?? new Error(run?.error)} onRetry={again} />;
  }
  if (run?.state === 'done') return <WhatIfResult run={run} />;
  if (run?.state === 'cancelled') {
    return (
      <div className={styles.line} role="status">
        <span className="dim">The replay was cancelled.</span>
        <Button onClick={again}>Try again</Button>
      </div>
    );
  }
  const percent = run && run.total > 0 ? Math.floor((run.done / run.total) * 100) : 0;
  return (
    <div className={styles.running}>
      <Progress value={percent} aria-label="Replayed" />
      <div className={styles.line}>
        <span className="dim num" role="status">
          {run ? `${count(run.done)} of ${count(run.total)} conversions` : 'Collecting the sales…'}
        </span>
        <Button size="compact-sm" disabled={!run} onClick={cancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
