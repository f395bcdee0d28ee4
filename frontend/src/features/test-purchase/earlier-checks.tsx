import { Title } from '@mantine/core';

import { type Column, DataTable } from '../../components/data-table';
import { Status } from '../../components/status';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './earlier-checks.module.css';

interface EarlierChecksProps {
  checks: desktop.CheckView[];
  onOpen: (id: string) => void;
}

/** Checks that were run before; nothing when there are none. */
export function EarlierChecks({ checks, onOpen }: EarlierChecksProps) {
  const { dateTime } = useFormat();
  if (checks.length === 0) return null;
  const columns: Column<desktop.CheckView>[] = [
    { key: 'at', head: 'Run', cell: (check) => <span className="num">{dateTime(check.startedAt)}</span> },
    { key: 'offer', head: 'Offer', cell: (check) => check.offerName },
    { key: 'state', head: 'Result', cell: (check) => <Status of={`check:${check.state}`} /> },
    {
      key: 'finding',
      head: 'Finding',
      cell: (check) =>
        check.steps.find((step) => step.state === 'failed')?.finding ?? <span className="dim">–</span>,
    },
  ];
  return (
    <>
      <Title order={2} className={styles.title}>
        Earlier checks
      </Title>
      <DataTable
        label="Earlier checks"
        columns={columns}
        rows={checks}
        rowId={(check) => check.id}
        rowName={(check) => `Check of ${check.offerName}, ${dateTime(check.startedAt)}`}
        onOpen={(check) => onOpen(check.id)}
      />
    </>
  );
}
