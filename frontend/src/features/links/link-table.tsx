import { CopyButton } from '../../components/copy-button';
import { type Column, DataTable } from '../../components/data-table';
import { NotSynced, TestMark } from '../../components/marks';
import { NamedCell } from '../../components/named-cell';
import { Status } from '../../components/status';
import { Term } from '../../components/term';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './link-table.module.css';

interface LinkTableProps {
  rows: desktop.LinkRow[];
  openId?: string;
  onOpen: (id: string) => void;
}

/** The list of member links, each with its copy button. */
export function LinkTable({ rows, openId, onOpen }: LinkTableProps) {
  const { count } = useFormat();
  const number = (key: 'clicks' | 'unique' | 'conversions', head: Column<desktop.LinkRow>['head']) => ({
    key,
    head,
    numeric: true,
    cell: (row: desktop.LinkRow) => count(row[key]),
    compare: (a: desktop.LinkRow, b: desktop.LinkRow) => a[key] - b[key],
  });
  const columns: Column<desktop.LinkRow>[] = [
    {
      key: 'member',
      head: 'Member',
      cell: (row) => <NamedCell name={row.memberName} marks={<TestMark test={row.test} />} />,
      compare: (a, b) => a.memberName.localeCompare(b.memberName),
    },
    {
      key: 'offer',
      head: 'Offer',
      cell: (row) => <span className={styles.offer}>{row.offerName}</span>,
      compare: (a, b) => a.offerName.localeCompare(b.offerName),
    },
    {
      key: 'url',
      head: 'Link',
      cell: (row) => (
        <span className={styles.link}>
          <code className="mono">{row.url.replace(/^https?:\/\//, '')}</code>
          <CopyButton text={row.url} label={`Copy link of ${row.memberName} for ${row.offerName}`} />
        </span>
      ),
    },
    {
      key: 'status',
      head: 'Status',
      cell: (row) =>
        row.synced ? <Status of={row.status} /> : <NotSynced synced={false} text="goes live on sync" />,
    },
    number('clicks', 'Clicks'),
    {
      ...number('unique', <Term explanation="A visitor counts once a day on each link.">Unique</Term>),
      wide: true,
    },
    number('conversions', 'Conversions'),
  ];
  return (
    <DataTable
      label="Links"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowName={(row) => `${row.memberName}, ${row.offerName}`}
      openId={openId}
      onOpen={(row) => onOpen(row.id)}
      copy={(row) => row.url}
    />
  );
}
