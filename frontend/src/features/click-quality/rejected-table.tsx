import { Chips } from '../../components/chips';
import { type Column, DataTable } from '../../components/data-table';
import { TableHead } from '../../components/table-head';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './click-quality.module.css';
import { shareOf } from './note-words';

export const cuts = [
  { value: 'members', label: 'Members' },
  { value: 'offers', label: 'Offers' },
  { value: 'links', label: 'Links' },
] as const;

export type Cut = (typeof cuts)[number]['value'];

interface RejectedTableProps {
  view: desktop.QualityView;
  cut: Cut;
  openId: string | undefined;
  onCut: (cut: Cut) => void;
  onOpen: (row: desktop.QualityRow) => void;
}

/** Who has how many clicks that don't count, beside what was usual. */
export function RejectedTable({ view, cut, openId, onCut, onOpen }: RejectedTableProps) {
  const { count } = useFormat();
  const { rows, more } = view[cut];
  const head = { members: 'Member', offers: 'Offer', links: 'Link' }[cut];
  const columns: Column<desktop.QualityRow>[] = [
    {
      key: 'name',
      head,
      fixed: true,
      cell: (row) => (
        <span className={styles.named}>
          <span className={cut === 'links' ? 'mono' : undefined}>{row.name}</span>
          {row.owner && <span className="dim"> {row.owner}</span>}
        </span>
      ),
    },
    {
      key: 'gross',
      head: 'All clicks',
      numeric: true,
      cell: (row) => count(row.count.gross),
      compare: (a, b) => a.count.gross - b.count.gross,
    },
    {
      key: 'rejected',
      head: 'Rejected',
      numeric: true,
      cell: (row) => count(row.count.rejected),
      compare: (a, b) => a.count.rejected - b.count.rejected,
    },
    {
      key: 'share',
      head: 'Share',
      numeric: true,
      cell: (row) => shareOf(row.count.rejected, row.count.gross),
      compare: (a, b) => ratio(a.count) - ratio(b.count),
    },
    {
      key: 'before',
      head: 'Before',
      numeric: true,
      cell: (row) => shareOf(row.before.rejected, row.before.gross),
      compare: (a, b) => ratio(a.before) - ratio(b.before),
    },
    ...view.reasons.map(
      (reason, at): Column<desktop.QualityRow> => ({
        key: reason.reason,
        head: reason.words,
        numeric: true,
        wide: at > 1,
        cell: (row) => (row.reasons[at] ? count(row.reasons[at]) : <span className="dim">–</span>),
        compare: (a, b) => (a.reasons[at] ?? 0) - (b.reasons[at] ?? 0),
      }),
    ),
  ];
  return (
    <section aria-label="Who they came from" className={styles.part}>
      <TableHead title="Who they came from" empty={rows.length === 0 && 'No clicks in these days.'} />
      <div className={styles.inset}>
        <Chips label="Rows" options={cuts} value={cut} onChange={onCut} />
      </div>
      {rows.length > 0 && (
        <DataTable
          key={cut}
          label={`Rejected clicks by ${head.toLowerCase()}`}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowName={(row) => row.name}
          sort={{ key: 'rejected', descending: true }}
          openId={openId}
          onOpen={onOpen}
          step={25}
        />
      )}
      {more > 0 && (
        <p className={`dim ${styles.inset}`}>
          and {count(more)} more with fewer rejected clicks: see them all in the Explorer.
        </p>
      )}
    </section>
  );
}

function ratio({ gross, rejected }: desktop.QualityCount): number {
  return gross === 0 ? -1 : rejected / gross;
}
