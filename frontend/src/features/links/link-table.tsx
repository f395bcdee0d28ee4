import { CopyButton } from '../../components/copy-button';
import { type Column, DataTable, type Selection } from '../../components/data-table';
import { NotSynced, TestMark } from '../../components/marks';
import { NamedCell } from '../../components/named-cell';
import { Status } from '../../components/status';
import { Term } from '../../components/term';
import type { PagedRows } from '../../lib/paged-rows';
import { shortAddress } from '../../lib/short-address';
import type { TableView } from '../../lib/table-view';
import { copyAndSay } from '../../lib/toast';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './link-table.module.css';

type Row = desktop.LinkRow;

/** The columns of the list; the Go side sorts. */
export const linkColumns: Column<Row>[] = [
  {
    key: 'member',
    head: 'Member',
    cell: (row) => <NamedCell name={row.memberName} marks={<TestMark test={row.test} />} />,
    sortable: true,
    fixed: true,
  },
  {
    key: 'offer',
    head: 'Offer',
    cell: (row) => <span className={styles.offer}>{row.offerName}</span>,
    sortable: true,
  },
  {
    key: 'url',
    head: 'Link',
    cell: (row) => (
      <span className={styles.link}>
        <code className="mono">{shortAddress(row.url)}</code>
        <CopyButton text={row.url} label={`Copy link of ${row.memberName} for ${row.offerName}`} />
      </span>
    ),
    fixed: true,
  },
  {
    key: 'page',
    head: 'Landing page',
    cell: (row) => <span className={styles.page}>{row.page ? shortAddress(row.page) : 'The offer’s'}</span>,
    optional: true,
  },
  {
    key: 'status',
    head: 'Status',
    cell: (row) =>
      row.synced ? <Status of={row.status} /> : <NotSynced synced={false} text="goes live on sync" />,
    sortable: true,
  },
  number('clicks', 'Clicks'),
  {
    ...number('unique', <Term explanation="A visitor counts once a day on each link.">Unique</Term>),
    name: 'Unique clicks',
    wide: true,
  },
  number('conversions', 'Conversions'),
  {
    key: 'createdAt',
    head: 'Generated',
    cell: (row) => <Day at={row.createdAt} />,
    sortable: true,
    optional: true,
  },
];

interface LinkTableProps {
  rows: PagedRows<Row>;
  view: TableView;
  openId?: string;
  onOpen: (id: string) => void;
  selection: Selection;
}

/** The list of member links, each with its copy button; c copies the one that has the focus. */
export function LinkTable({ rows, view, openId, onOpen, selection }: LinkTableProps) {
  return (
    <DataTable
      label="Links"
      columns={linkColumns}
      rows={rows}
      view={view}
      rowId={(row) => row.id}
      rowName={(row) => `${row.memberName}, ${row.offerName}`}
      openId={openId}
      onOpen={(row) => onOpen(row.id)}
      copy={(row) => row.url}
      onKey={(row, key) => {
        if (key !== 'c') return false;
        void copyAndSay(row.url);
        return true;
      }}
      selection={selection}
    />
  );
}

function number(key: 'clicks' | 'unique' | 'conversions', head: Column<Row>['head']): Column<Row> {
  return { key, head, numeric: true, cell: (row) => <Count value={row[key]} />, sortable: true };
}

function Count({ value }: { value: number }) {
  return useFormat().count(value);
}

function Day({ at }: { at: string }) {
  return useFormat().dateTime(at);
}
