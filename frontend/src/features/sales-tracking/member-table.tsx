import { type Column, DataTable } from '../../components/data-table';
import { NamedCell } from '../../components/named-cell';
import { Term } from '../../components/term';
import { useParameters } from '../../lib/location';
import { compareMoney } from '../../lib/money';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';

interface MemberTableProps {
  rows: desktop.SalesRow[];
  totals: desktop.SalesTotals;
}

/** One row a member, in one currency; a row opens the member's conversions. */
export function MemberTable({ rows, totals }: MemberTableProps) {
  const { count, amount, percent } = useFormat();
  const [, change] = useParameters();
  const unit = totals.currency;
  const columns: Column<desktop.SalesRow>[] = [
    {
      key: 'member',
      head: 'Member',
      cell: (row) => <NamedCell name={row.memberName} />,
      compare: (a, b) => a.memberName.localeCompare(b.memberName),
      total: 'Total',
    },
    {
      key: 'group',
      head: 'Group',
      cell: (row) => <span className="dim">{row.group || '–'}</span>,
      compare: (a, b) => a.group.localeCompare(b.group),
    },
    {
      key: 'clicks',
      head: 'Clicks',
      numeric: true,
      cell: (row) => count(row.clicks),
      compare: (a, b) => a.clicks - b.clicks,
      total: count(totals.clicks),
    },
    {
      key: 'conversions',
      head: 'Conversions',
      numeric: true,
      cell: (row) => count(row.conversions),
      compare: (a, b) => a.conversions - b.conversions,
      total: count(totals.conversions),
    },
    {
      key: 'rate',
      wide: true,
      head: <Term explanation="Conversion rate: conversions per 100 unique clicks.">Rate</Term>,
      numeric: true,
      cell: (row) => percent(row.conversionRate),
    },
    {
      key: 'sales',
      head: `Sales (${unit})`,
      numeric: true,
      cell: (row) => amount(row.sales),
      compare: (a, b) => compareMoney(a.sales, b.sales),
      total: amount(totals.sales),
    },
    {
      key: 'earned',
      head: `Earned (${unit})`,
      numeric: true,
      cell: (row) => amount(row.earned),
      compare: (a, b) => compareMoney(a.earned, b.earned),
      total: amount(totals.earned),
    },
    {
      key: 'due',
      head: `Due (${unit})`,
      numeric: true,
      cell: (row) => amount(row.due),
      compare: (a, b) => compareMoney(a.due, b.due),
      total: amount(totals.due),
    },
    {
      key: 'paid',
      head: `Paid (${unit})`,
      numeric: true,
      cell: (row) => amount(row.paid),
      compare: (a, b) => compareMoney(a.paid, b.paid),
    },
  ];
  return (
    <DataTable
      label="Members"
      columns={columns}
      rows={rows}
      rowId={(row) => row.memberId}
      rowName={(row) => row.memberName}
      onOpen={(row) => change({ member: row.memberId, by: 'link' })}
      sort={{ key: 'sales', descending: true }}
    />
  );
}
