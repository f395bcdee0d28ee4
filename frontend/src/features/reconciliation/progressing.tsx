import { Button, Progress } from '@mantine/core';

import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './progressing.module.css';

interface ProgressingProps {
  run?: desktop.ReconciliationRun;
  onCancel: () => void;
  onAgain: () => void;
}

/** A comparison on its way, or one that was cancelled. */
export function Progressing({ run, onCancel, onAgain }: ProgressingProps) {
  const { count } = useFormat();
  if (run?.state === 'cancelled') {
    return (
      <div className={styles.progressing} role="status">
        <span className="dim">The comparison was cancelled.</span>
        <Button onClick={onAgain}>Compare</Button>
      </div>
    );
  }
  const percent = run && run.total > 0 ? Math.floor((run.done / run.total) * 100) : 0;
  return (
    <div className={styles.progressing}>
      <Progress value={percent} aria-label="Compared" className={styles.bar} />
      <span className="dim num" role="status">
        {run && run.total > 0 ? `${count(run.done)} of ${count(run.total)} rows` : 'Collecting the rows…'}
      </span>
      <Button size="compact-sm" disabled={!run} onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
