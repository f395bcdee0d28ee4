import { type Column, DataTable } from '../../components/data-table';
import { NotSynced } from '../../components/marks';
import { moneyColumn } from '../../components/money-column';
import { NamedCell } from '../../components/named-cell';
import { Status } from '../../components/status';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';

interface MemberTableProps {
  rows: desktop.MemberRow[];
  openId?: string;
  onOpen: (id: string) => void;
}

/** The list of members. */
export function MemberTable({ rows, openId, onOpen }: MemberTableProps) {
  const format = useFormat();
  const number = (key: 'links' | 'clicks' | 'conversions', head: string) => ({
    key,
    head,
    numeric: true,
    cell: (row: desktop.MemberRow) => format.count(row[key]),
    compare: (a: desktop.MemberRow, b: desktop.MemberRow) => a[key] - b[key],
  });
  const columns: Column<desktop.MemberRow>[] = [
    {
      key: 'name',
      head: 'Name',
      cell: (row) => (
        <NamedCell name={row.name} detail={row.handle} marks={<NotSynced synced={row.synced} compact />} />
      ),
      compare: (a, b) => a.name.localeCompare(b.name),
    },
    {
      key: 'group',
      head: 'Group',
      cell: (row) => <span className="dim">{row.group || '–'}</span>,
      compare: (a, b) => a.group.localeCompare(b.group),
    },
    { key: 'status', head: 'Status', cell: (row) => <Status of={row.status} /> },
    { ...number('links', 'Links'), wide: true },
    number('clicks', 'Clicks'),
    number('conversions', 'Conversions'),
    moneyColumn({ key: 'sales', title: 'Sales', rows, amount: (row) => row.sales, format }),
    moneyColumn({ key: 'earned', title: 'Earned', rows, amount: (row) => row.earned, format }),
    moneyColumn({ key: 'due', title: 'Due', rows, amount: (row) => row.due, format }),
  ];
  return (
    <DataTable
      label="Members"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      openId={openId}
      onOpen={(row) => onOpen(row.id)}
      sort={{ key: 'name', descending: false }}
    />
  );
}
