import { DataTable } from '../../components/data-table';
import type { Column } from '../../components/data-table-column';
import { NotSynced, TestMark } from '../../components/marks';
import { moneyColumn } from '../../components/money-column';
import { NamedCell } from '../../components/named-cell';
import { Status } from '../../components/status';
import { Tags } from '../../components/tags';
import type { Selection } from '../../components/use-row-choice';
import type { PagedRows } from '../../lib/paged-rows';
import type { TableView } from '../../lib/table-view';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';

interface MemberTableProps {
  list: PagedRows<desktop.MemberRow>;
  view: TableView;
  columns: readonly Column<desktop.MemberRow>[];
  selection: Selection;
  openId?: string;
  onOpen: (id: string) => void;
}

/** The list of members. */
export function MemberTable({ list, view, columns, selection, openId, onOpen }: MemberTableProps) {
  return (
    <DataTable
      label="Members"
      columns={columns}
      rows={list}
      view={view}
      selection={selection}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      openId={openId}
      onOpen={(row) => onOpen(row.id)}
    />
  );
}

/** Its columns; the Go side sorts by them. */
export function useMemberColumns(loaded: readonly desktop.MemberRow[]): Column<desktop.MemberRow>[] {
  const format = useFormat();
  const number = (key: 'links' | 'clicks' | 'conversions', head: string) => ({
    key,
    head,
    numeric: true,
    sortable: true,
    cell: (row: desktop.MemberRow) => format.count(row[key]),
  });
  const amount = (key: 'sales' | 'earned' | 'due', title: string) => ({
    ...moneyColumn({ key, title, rows: loaded, amount: (row: desktop.MemberRow) => row[key], format }),
    name: title,
    compare: undefined,
    sortable: true,
  });
  return [
    {
      key: 'name',
      head: 'Name',
      sortable: true,
      fixed: true,
      cell: (row) => (
        <NamedCell
          name={row.name}
          detail={handleOf(row)}
          marks={
            <>
              <TestMark test={row.test} />
              <NotSynced synced={row.synced} compact />
            </>
          }
        />
      ),
    },
    { key: 'email', head: 'E-mail', sortable: true, optional: true, cell: (row) => row.email || '–' },
    {
      key: 'group',
      head: 'Group',
      sortable: true,
      cell: (row) => <span className="dim">{row.group || '–'}</span>,
    },
    { key: 'tags', head: 'Tags', optional: true, cell: (row) => <Tags tags={row.tags} /> },
    { key: 'status', head: 'Status', sortable: true, cell: (row) => <Status of={row.status} /> },
    { ...number('links', 'Links'), wide: true },
    number('clicks', 'Clicks'),
    number('conversions', 'Conversions'),
    amount('sales', 'Sales'),
    amount('earned', 'Earned'),
    amount('due', 'Due'),
    {
      key: 'createdAt',
      head: 'Added',
      sortable: true,
      optional: true,
      cell: (row) => (row.createdAt ? format.day(row.createdAt.slice(0, 10)) : '–'),
    },
  ];
}

/** The handle that says most of a member. */
function handleOf(row: desktop.MemberRow): string {
  const name = row.instagram || row.tiktok || row.youtube;
  return name ? `@${name}` : row.handle;
}
