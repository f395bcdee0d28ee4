import type { Column } from '../../components/data-table';
import { Term } from '../../components/term';
import { measureHead } from '../../lib/figure';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import type { AnswerTableProps } from './answer-table';
import { FigureCell } from './figure-cell';
import { labelText } from './label-text';
import styles from './reports.module.css';
import { RowMenu } from './row-menu';

type Row = desktop.ReportRow;

/** The columns of an answer: what a row is, then its figures, and what can be done with it. */
export function useAnswerColumns({ open, choices, answer, table }: AnswerTableProps): readonly Column<Row>[] {
  const format = useFormat();
  const { question } = open;
  const across = question.columns !== '' && table.columns.length > 0;

  const labels: Column<Row>[] = answer.by.map((dimension, at) => ({
    key: dimension.id,
    name: dimension.label,
    head: <Term explanation={dimension.explanation}>{dimension.label}</Term>,
    fixed: true,
    sortable: true,
    cell: ({ labels, before }) => {
      const [own, earlier] = [labels[at], before[at]];
      return (
        <span className={styles.name}>
          {own && labelText(format, dimension.id, own)}
          {earlier && earlier.id !== own?.id && (
            <small>against {labelText(format, dimension.id, earlier)}</small>
          )}
        </span>
      );
    },
    total: at === 0 ? 'Total' : undefined,
  }));

  const figure = (
    measure: desktop.ReportMeasure,
    at: number,
    cellsOf: (row: Row) => readonly desktop.FigureCell[] | undefined,
    column?: desktop.ReportLabel,
  ): Column<Row> => {
    const draw = (row: Row, labels: readonly desktop.ReportLabel[]) => {
      const cell = cellsOf(row)?.[at];
      return (
        cell && (
          <FigureCell
            cell={cell}
            measure={measure}
            currency={table.currency}
            question={open.ask}
            row={labels}
            column={column}
          />
        )
      );
    };
    const total = column === undefined;
    return {
      key: total ? measure.id : `${measure.id} ${column.id}`,
      name: `${column?.name ?? ''} ${measure.label}`.trim(),
      head: (
        <span className={styles.head}>
          {(across || !total) && <small>{total ? 'All' : labelText(format, question.columns, column)}</small>}
          <Term explanation={`${measure.explanation} ${measure.formula}.`}>
            {measureHead(measure, table.currency)}
          </Term>
        </span>
      ),
      numeric: true,
      fixed: true,
      sortable: total,
      cell: (row) => draw(row, row.labels),
      total: draw(table.total, []),
    };
  };
  const inColumns = across
    ? table.columns.flatMap((column, c) =>
        answer.measures.map((measure, at) => figure(measure, at, (row) => row.cells[c], column)),
      )
    : [];
  const totals = answer.measures.map((measure, at) => figure(measure, at, (row) => row.total));

  return [
    ...labels,
    ...inColumns,
    ...totals,
    {
      key: 'menu',
      name: 'More',
      head: <span className={styles.hidden}>More</span>,
      fixed: true,
      cell: (row) => (
        <RowMenu row={row} open={open} choices={choices} answer={answer} currency={table.currency} />
      ),
    },
  ];
}
