import { Button } from '@mantine/core';

import { Status } from '../../components/status';
import { useExportCheck, useStopCheck } from '../../lib/api/checks';
import { usePrint } from '../../lib/api/workspace';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { CheckSheet } from './check-sheet';
import { CheckStep } from './check-step';
import styles from './check-steps.module.css';
import { Purchase } from './purchase';

/** A check: how it went, what can be done with it, and each step with its evidence. */
export function CheckSteps({ check }: { check: desktop.CheckView }) {
  const { dateTime } = useFormat();
  const stop = useStopCheck();
  const print = usePrint();
  const json = useExportCheck();
  const passed = check.steps.filter((step) => step.state === 'passed' || step.state === 'warned').length;
  const failed = check.steps.find((step) => step.state === 'failed');
  const running = check.state === 'running';
  // The person's part stands where the check waits: at the purchase, then at what comes of it.
  const asks = running && !check.byItself && check.steps.find((step) => step.state === 'running');
  return (
    <section className={styles.check} aria-label="Test purchase check" data-state={check.state}>
      <div className={styles.head}>
        <div className={styles.words} role="status">
          <strong>
            <Status of={`check:${check.state}`} />
          </strong>
          {failed && <span>at “{failed.title}”</span>}
          <span className="dim num">
            {passed} of {check.steps.length} steps · {check.offerName} · {dateTime(check.startedAt)}
          </span>
        </div>
        {running ? (
          <Button size="compact-sm" loading={stop.isPending} onClick={() => stop.mutate(check.id)}>
            Stop
          </Button>
        ) : (
          <>
            <Button size="compact-sm" loading={print.isPending} onClick={() => print.mutate(undefined)}>
              Print or save as PDF
            </Button>
            <Button size="compact-sm" loading={json.isPending} onClick={() => json.mutate(check.id)}>
              Save JSON
            </Button>
          </>
        )}
      </div>
      {running && !check.byItself && (
        <p className={styles.note}>
          This can take hours or days. You can close Linkledger: the check goes on when you open it again, and
          tells you when it is done.
        </p>
      )}
      {check.watched && (
        <p className={styles.note}>If what is missing still comes, this check takes it in and tells you.</p>
      )}
      <ol className={styles.steps}>
        {check.steps.map((step) => (
          <CheckStep key={step.key} step={step}>
            {asks && asks.key === step.key && check.link && <Purchase check={check} />}
          </CheckStep>
        ))}
      </ol>
      <CheckSheet check={check} />
    </section>
  );
}
