import { Button, Title } from '@mantine/core';

import { type Column, DataTable } from '../../components/data-table';
import { Status } from '../../components/status';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './earlier-checks.module.css';

interface EarlierChecksProps {
  list: desktop.CheckList;
  shownId: string | undefined;
  onOpen: (id: string) => void;
  onMore: () => void;
}

/** All checks that are kept; nothing when there is but the one that is shown. */
export function EarlierChecks({ list, shownId, onOpen, onMore }: EarlierChecksProps) {
  const { dateTime } = useFormat();
  if (list.total <= 1) return null;
  const columns: Column<desktop.CheckRow>[] = [
    { key: 'at', head: 'Run', cell: (check) => <span className="num">{dateTime(check.startedAt)}</span> },
    { key: 'offer', head: 'Offer', cell: (check) => check.offerName },
    { key: 'state', head: 'Result', cell: (check) => <Status of={`check:${check.state}`} /> },
    {
      key: 'steps',
      head: 'Steps passed',
      cell: (check) => (
        <span className="num">
          {check.passed} of {check.steps}
        </span>
      ),
    },
    { key: 'finding', head: 'Finding', cell: (check) => check.finding || <span className="dim">–</span> },
  ];
  return (
    <>
      <Title order={2} className={styles.title}>
        All checks
      </Title>
      <DataTable
        label="All checks"
        columns={columns}
        rows={list.rows}
        rowId={(check) => check.id}
        rowName={(check) => `Check of ${check.offerName}, ${dateTime(check.startedAt)}`}
        openId={shownId}
        onOpen={(check) => onOpen(check.id)}
      />
      {list.rows.length < list.total && (
        <Button variant="subtle" className={styles.more} onClick={onMore}>
          Show {list.total - list.rows.length} earlier
        </Button>
      )}
    </>
  );
}
