import { UnstyledButton } from '@mantine/core';

import { type Column, DataTable } from '../../../components/data-table';
import { moneyColumn } from '../../../components/money-column';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import styles from './cash-timeline.module.css';
import { Track, TrackHead } from './track';

interface TimelineTableProps {
  page: desktop.TimelinePage;
  onOpen: (conversionId: string) => void;
  /** Missing when all is shown, or more than can be. */
  onMore?: () => void;
}

/** The sales with their tracks; one opens as its conversion. */
export function TimelineTable({ page, onOpen, onMore }: TimelineTableProps) {
  const format = useFormat();
  const { rows, total } = page;
  const columns: Column<desktop.TimelineRow>[] = [
    {
      key: 'sale',
      head: 'Sale',
      cell: (row) => (
        <span className={styles.sale}>
          <span>{whose(row)}</span>
          <span className="dim">{row.orderId}</span>
        </span>
      ),
    },
    { key: 'clocks', head: <TrackHead />, cell: (row) => <Track row={row} /> },
    moneyColumn({ key: 'commission', title: 'Commission', rows, amount: (row) => row.commission, format }),
    moneyColumn({ key: 'payout', title: 'Payout', rows, amount: (row) => row.payout, format }),
  ];
  return (
    <>
      <DataTable
        label="Cash timeline"
        columns={columns}
        rows={rows}
        rowId={(row) => row.conversionId}
        rowName={(row) => `Sale ${row.orderId || row.sold.day} of ${whose(row)}`}
        onOpen={(row) => onOpen(row.conversionId)}
        step={rows.length}
      />
      {rows.length < total && (
        <p className={styles.more}>
          {format.count(rows.length)} of {format.count(total)} sales.{' '}
          {onMore ? (
            <UnstyledButton className={styles.moreButton} onClick={onMore}>
              Show more
            </UnstyledButton>
          ) : (
            'Narrow the list to see the others.'
          )}
        </p>
      )}
    </>
  );
}

function whose(row: desktop.TimelineRow): string {
  return row.memberName || 'No member';
}
