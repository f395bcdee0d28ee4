import { Button, TextInput, Tooltip } from '@mantine/core';
import { useState } from 'react';

import { FormProblem } from '../../components/form-problem';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './cases.module.css';
import type { CaseDecider } from './use-decision';

interface DecideCasesProps {
  chosen: number;
  /** All that the filter shows are meant, also those that are not loaded. */
  all: boolean;
  total: number;
  outcomes: desktop.OutcomeChoice[];
  decision: CaseDecider;
  onAll: () => void;
  onClear: () => void;
  onDecide: (outcome: desktop.OutcomeChoice, note: string) => void;
}

/** What can be decided about the chosen sales together. */
export function DecideCases({
  chosen,
  all,
  total,
  outcomes,
  decision,
  onAll,
  onClear,
  onDecide,
}: DecideCasesProps) {
  const { count } = useFormat();
  const [note, setNote] = useState('');
  return (
    <section className={styles.bar} aria-label="Decide on the chosen sales">
      <div className={styles.line}>
        <strong className="num">
          {chosen === 1 ? '1 sale chosen' : `${all ? 'All ' : ''}${count(chosen)} sales chosen`}
        </strong>
        {!all && total > chosen && (
          <Button variant="subtle" size="compact-xs" onClick={onAll}>
            Choose all {count(total)} that the filter shows
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" color="gray" ml="auto" onClick={onClear}>
          Clear choice
        </Button>
      </div>
      <div className={styles.line}>
        <TextInput
          aria-label="Note"
          placeholder="Note, for whoever asks later"
          className={styles.note}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {outcomes.map((outcome) => (
          <Tooltip key={outcome.value} label={outcome.hint} disabled={!outcome.hint}>
            <Button loading={decision.pending} onClick={() => onDecide(outcome, note.trim())}>
              {outcome.label}
            </Button>
          </Tooltip>
        ))}
      </div>
      <FormProblem error={decision.error} />
    </section>
  );
}
