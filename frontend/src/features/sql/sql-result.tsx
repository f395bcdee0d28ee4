import { useMemo } from 'react';

import { type Column, DataTable } from '../../components/data-table';
import { LoadingLines } from '../../components/loading';
import { Problem } from '../../components/problem';
import { AppError } from '../../lib/app-error';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './sql-result.module.css';

type Row = { place: number; cells: desktop.SQLCell[] };

interface SQLResultProps {
  run?: desktop.SQLRun;
  error?: AppError;
  running: boolean;
}

/** What a statement gave, or why it gave nothing. */
export function SQLResult({ run, error, running }: SQLResultProps) {
  if (error) return <Problem error={error} />;
  if (running) return <LoadingLines lines={4} />;
  switch (run?.state) {
    case 'failed':
      return <Problem error={new AppError({ code: 'invalid', message: run.error, hint: run.hint })} />;
    case 'cancelled':
      return (
        <p role="status" className="dim">
          The statement was cancelled.
        </p>
      );
    case 'done':
      return <Rows run={run} />;
    default:
      return <p className="dim">The rows come here.</p>;
  }
}

function Rows({ run }: { run: desktop.SQLRun }) {
  const { count } = useFormat();
  const rows = useMemo(() => run.rows.map((cells, place) => ({ place, cells })), [run]);
  const columns = run.columns.map(
    ({ name, numeric }, at): Column<Row> => ({
      key: String(at),
      head: name,
      name,
      numeric,
      fixed: at === 0,
      cell: ({ cells }) => <Value cell={cells[at]} />,
    }),
  );
  const time = run.millis >= 100 ? `, in ${(run.millis / 1000).toFixed(1)} s` : '';
  return (
    <>
      <p role="status" className={`dim ${styles.count}`}>
        {rows.length === 1 ? '1 row' : `${count(rows.length)} rows`}
        {time}
        {run.more && '. There are more: they are in the exported file'}.
      </p>
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is beyond the edge is reached by the arrow keys
        <section className={styles.table} aria-label="All columns" tabIndex={0}>
          <DataTable
            label="Rows"
            columns={columns}
            rows={rows}
            rowId={(row) => String(row.place)}
            rowName={(row) => `Row ${row.place + 1}`}
            flush
          />
        </section>
      )}
    </>
  );
}

function Value({ cell }: { cell?: desktop.SQLCell }) {
  if (!cell || cell.null) return <span className={styles.none}>NULL</span>;
  return <span className={styles.value}>{cell.text}</span>;
}
