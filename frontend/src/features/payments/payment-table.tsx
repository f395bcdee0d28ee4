import { type Column, DataTable } from '../../components/data-table';
import { NotSynced } from '../../components/marks';
import { moneyColumn } from '../../components/money-column';
import { Status } from '../../components/status';
import { TableHead } from '../../components/table-head';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';

interface PaymentTableProps {
  rows: desktop.PaymentRow[];
  openId?: string;
  onOpen: (id: string) => void;
}

/** The payments that were made, the newest first. */
export function PaymentTable({ rows, openId, onOpen }: PaymentTableProps) {
  const format = useFormat();
  const columns: Column<desktop.PaymentRow>[] = [
    {
      key: 'number',
      head: 'Payment',
      cell: (row) => (
        <>
          <strong className="num">No. {row.number}</strong> <NotSynced synced={row.synced} compact />
        </>
      ),
      compare: (a, b) => a.number - b.number,
    },
    {
      key: 'made',
      head: 'Made',
      cell: (row) => <span className="num">{format.dateTime(row.createdAt)}</span>,
    },
    { key: 'state', head: 'State', cell: (row) => <Status of={`payment:${row.state}`} /> },
    { key: 'paid', head: 'Paid on', cell: (row) => <span className="num">{format.day(row.paidOn)}</span> },
    { key: 'reference', head: 'Reference', cell: (row) => row.reference || <span className="dim">–</span> },
    { key: 'members', head: 'Members', numeric: true, cell: (row) => format.count(row.members) },
    moneyColumn({ key: 'total', title: 'Total', rows, amount: (row) => row.total, format }),
  ];
  return (
    <>
      <TableHead title="Payments" empty={rows.length === 0 && 'No payment has been made yet.'} />
      {rows.length > 0 && (
        <DataTable
          label="Payments"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowName={(row) => `Payment ${row.number}`}
          openId={openId}
          onOpen={(row) => onOpen(row.id)}
          sort={{ key: 'number', descending: true }}
        />
      )}
    </>
  );
}
