import { TrendChart } from '../../components/charts/trend-chart';
import { type Column, DataTable } from '../../components/data-table';
import { TableHead } from '../../components/table-head';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './click-quality.module.css';
import { shareOf } from './note-words';

/** As many reasons as a chart can tell apart. */
const mostLines = 6;

interface ReasonsProps {
  view: desktop.QualityView;
  onOpen: (reason: string) => void;
}

/** Why clicks did not count, in words, and over time. */
export function Reasons({ view, onOpen }: ReasonsProps) {
  const { count, compact, day } = useFormat();
  const { total, totalBefore, reasons } = view;
  const columns: Column<desktop.QualityReason>[] = [
    { key: 'reason', head: 'Reason', cell: (row) => <strong>{row.words}</strong>, fixed: true },
    {
      key: 'meaning',
      head: 'What it means',
      cell: (row) => <span className={styles.meaning}>{row.meaning}</span>,
    },
    {
      key: 'clicks',
      head: 'Clicks',
      numeric: true,
      cell: (row) => count(row.clicks),
      compare: (a, b) => a.clicks - b.clicks,
      total: count(total.rejected),
    },
    {
      key: 'share',
      head: 'Of all clicks',
      numeric: true,
      cell: (row) => shareOf(row.clicks, total.gross),
      total: shareOf(total.rejected, total.gross),
    },
    {
      key: 'before',
      head: 'Before',
      numeric: true,
      cell: (row) => (view.before.from ? shareOf(row.before, totalBefore.gross) : '–'),
      total: view.before.from ? shareOf(totalBefore.rejected, totalBefore.gross) : '–',
    },
  ];
  const nothing = total.gross === 0 ? 'No clicks in these days.' : 'Every click of these days counts.';
  return (
    <section aria-label="Why clicks did not count" className={styles.part}>
      <TableHead title="Why clicks did not count" empty={reasons.length === 0 && nothing} />
      {reasons.length > 0 && (
        <>
          <DataTable
            label="Why clicks did not count"
            columns={columns}
            rows={reasons}
            rowId={(row) => row.reason}
            rowName={(row) => row.words}
            onOpen={(row) => onOpen(row.reason)}
          />
          <div className={styles.inset}>
            <TrendChart
              title="Rejected clicks by day"
              head="Day"
              labels={view.days.map((one) => day(one.day))}
              series={reasons.slice(0, mostLines).map((reason, at) => ({
                name: reason.words,
                points: view.days.map((one) => ({
                  value: one.reasons[at] ?? 0,
                  text: count(one.reasons[at] ?? 0),
                })),
              }))}
              axis={compact}
            />
          </div>
        </>
      )}
    </section>
  );
}
