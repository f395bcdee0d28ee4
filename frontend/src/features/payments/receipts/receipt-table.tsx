import type { ReactNode } from 'react';

import { type Column, DataTable } from '../../../components/data-table';
import { NotSynced } from '../../../components/marks';
import { moneyColumn } from '../../../components/money-column';
import { TableHead } from '../../../components/table-head';
import { Term } from '../../../components/term';
import { isNegative, isZero, negated } from '../../../lib/money';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';

const sources: Record<string, string> = { cj: 'CJ', deposit: 'Added funds' };

interface ReceiptTableProps {
  rows: desktop.ReceiptRow[];
  openId?: string;
  onOpen: (id: string) => void;
}

/** Money that came in: CJ's payments and added funds. What was cancelled stays, struck out. */
export function ReceiptTable({ rows, openId, onOpen }: ReceiptTableProps) {
  const format = useFormat();
  const amounts = moneyColumn<desktop.ReceiptRow>({
    key: 'amount',
    title: 'Amount',
    rows,
    amount: (row) => row.amount,
    format,
  });
  const columns: Column<desktop.ReceiptRow>[] = [
    {
      key: 'source',
      head: 'From',
      cell: (row) => (
        <>
          <Struck row={row}>{sources[row.source] ?? row.source}</Struck>{' '}
          <NotSynced synced={row.synced} compact />
        </>
      ),
    },
    {
      key: 'day',
      head: 'Day',
      cell: (row) => (
        <Struck row={row}>
          <span className="num">{format.day(row.day)}</span>
        </Struck>
      ),
      compare: (a, b) => a.day.localeCompare(b.day),
    },
    {
      key: 'reference',
      head: 'Reference',
      cell: (row) =>
        row.reference ? <Struck row={row}>{row.reference}</Struck> : <span className="dim">–</span>,
    },
    {
      key: 'sales',
      head: 'Sales',
      numeric: true,
      wide: true,
      cell: (row) =>
        row.source === 'cj' && !row.cancelled ? format.count(row.sales) : <span className="dim">–</span>,
    },
    { key: 'difference', head: 'Difference', numeric: true, cell: (row) => <Difference row={row} /> },
    { ...amounts, cell: (row) => <Struck row={row}>{amounts.cell(row)}</Struck> },
  ];
  return (
    <>
      <TableHead
        title="Receipts"
        empty={rows.length === 0 && 'No money has been received yet. When CJ pays, record it here.'}
      />
      {rows.length > 0 && (
        <DataTable
          label="Receipts"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowName={(row) => `Receipt of ${row.day}${row.cancelled ? ', cancelled' : ''}`}
          openId={openId}
          onOpen={(row) => onOpen(row.id)}
          sort={{ key: 'day', descending: true }}
        />
      )}
    </>
  );
}

/** What does not count any more is struck out. */
function Struck({ row, children }: { row: desktop.ReceiptRow; children: ReactNode }) {
  return row.cancelled ? <s className="dim">{children}</s> : children;
}

/** How a payment of CJ differs from what it settled, and why. */
function Difference({ row }: { row: desktop.ReceiptRow }) {
  const { money, sentence } = useFormat();
  if (row.cancelled) return <Term explanation={sentence(row.cancelReason)}>Cancelled</Term>;
  if (isZero(row.difference)) return <span className="dim">–</span>;
  const short = isNegative(row.difference);
  const words = `${short ? 'Short by' : 'More by'} ${money(short ? negated(row.difference) : row.difference)}`;
  return row.why ? <Term explanation={sentence(row.why)}>{words}</Term> : words;
}
