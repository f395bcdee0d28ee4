import { type Column, DataTable } from '../../components/data-table';
import { NotSynced } from '../../components/marks';
import { moneyColumn } from '../../components/money-column';
import { Status } from '../../components/status';
import { TableHead } from '../../components/table-head';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { kindWords, stateOf } from './adjustment-words';

interface AdjustmentTableProps {
  rows: desktop.AdjustmentRow[];
  openId?: string;
  onOpen: (id: string) => void;
}

/** All bonuses and corrections of the member, of any period. */
export function AdjustmentTable({ rows, openId, onOpen }: AdjustmentTableProps) {
  const format = useFormat();
  if (rows.length === 0) return null;
  const columns: Column<desktop.AdjustmentRow>[] = [
    {
      key: 'day',
      head: 'Day',
      cell: (row) => <span className="num">{format.day(row.day)}</span>,
      compare: (a, b) => a.day.localeCompare(b.day),
    },
    {
      key: 'kind',
      head: 'What',
      cell: (row) => (
        <>
          {kindWords[row.kind] ?? row.kind} <NotSynced synced={row.synced} compact />
        </>
      ),
    },
    { key: 'reason', head: 'Reason', cell: (row) => <span>{row.reason}</span> },
    { key: 'state', head: 'State', cell: (row) => <Status of={`adjustment:${stateOf(row)}`} /> },
    moneyColumn({ key: 'amount', title: 'Amount', rows, amount: (row) => row.amount, format }),
  ];
  return (
    <>
      <TableHead title="Bonuses and corrections" empty={false} />
      <DataTable
        label="Bonuses and corrections"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => `${kindWords[row.kind] ?? row.kind}: ${row.reason}`}
        openId={openId}
        onOpen={(row) => onOpen(row.id)}
        sort={{ key: 'day', descending: true }}
      />
    </>
  );
}
