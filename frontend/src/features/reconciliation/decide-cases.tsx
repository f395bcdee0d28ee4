import { Button, TextInput, Tooltip } from '@mantine/core';
import { useState } from 'react';

import { BulkBar } from '../../components/bulk-bar';
import type { Selection } from '../../components/data-table';
import { FormProblem } from '../../components/form-problem';
import type { desktop } from '../../wailsjs/go/models';
import styles from './cases.module.css';
import type { CaseDecider } from './use-decision';

interface DecideCasesProps {
  selection: Selection;
  total: number;
  outcomes: desktop.OutcomeChoice[];
  decision: CaseDecider;
  onDecide: (outcome: desktop.OutcomeChoice, note: string) => void;
}

/** What can be decided about the chosen sales together. */
export function DecideCases({ selection, total, outcomes, decision, onDecide }: DecideCasesProps) {
  const [note, setNote] = useState('');
  return (
    <BulkBar selection={selection} total={total} noun={['sale', 'sales']}>
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
      <FormProblem error={decision.error} />
    </BulkBar>
  );
}
