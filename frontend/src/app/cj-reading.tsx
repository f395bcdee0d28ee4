import { Button, Progress, Text } from '@mantine/core';

import { useStopCJ } from '../lib/api/cj';
import { useFormat } from '../lib/use-format';
import type { desktop } from '../wailsjs/go/models';
import styles from './cj-reading.module.css';

/** The reading of CJ's ledger while it runs, with the way to stop it; or why it waits. */
export function CJReading({ pull }: { pull: desktop.CJPullView | undefined }) {
  const stop = useStopCJ();
  const { count, dateTime } = useFormat();
  if (pull?.state === 'reading') {
    return (
      <div className={styles.reading}>
        <Text>Reading {pull.what || 'CJ'}</Text>
        <Progress
          aria-label="Reading CJ"
          value={pull.total > 0 ? (100 * pull.done) / pull.total : 100}
          animated={pull.total === 0}
        />
        <Text c="dimmed">{count(pull.rows)} rows so far. If you stop it, it goes on there next time.</Text>
        <Button size="compact-xs" loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
          Stop reading CJ
        </Button>
      </div>
    );
  }
  if (!pull?.problem) return null;
  return (
    <div className={styles.reading}>
      <Text fw={600}>{pull.problem}</Text>
      {pull.hint && <Text c="dimmed">{pull.hint}</Text>}
      {pull.retry && <Text c="dimmed">It is tried again {dateTime(pull.retry)}.</Text>}
    </div>
  );
}
