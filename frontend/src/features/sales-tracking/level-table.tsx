import { useLocation } from 'wouter';

import { type Column, DataTable } from '../../components/data-table';
import { Empty } from '../../components/empty';
import { Loaded } from '../../components/loaded';
import { NamedCell } from '../../components/named-cell';
import { Term } from '../../components/term';
import { Why } from '../../components/why';
import { useAnswer } from '../../lib/api/explorer';
import { conversionsPath } from '../../lib/conversions-path';
import { figureText, measureHead } from '../../lib/figure';
import { useParameters } from '../../lib/location';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { below, type Cut, type Level, levels, questionOf } from './level';

interface LevelTableProps {
  level: Level;
  cut: Cut;
  asked: Pick<desktop.ReportQuestion, 'period' | 'basis' | 'asOf'>;
  currency: string;
}

/** One level of the programme in one currency; a row leads to the next one. */
export function LevelTable({ level, cut, asked, currency }: LevelTableProps) {
  const question = questionOf(level, cut, asked);
  const answer = useAnswer(question);
  return (
    <Loaded query={answer}>
      {(data) => {
        const table = data.tables.find((one) => one.currency === currency) ?? data.tables[0];
        if (!table || table.rows.length === 0)
          return <Empty>Nothing was clicked or sold here in these days.</Empty>;
        return <Rows level={level} cut={cut} question={question} measures={data.measures} table={table} />;
      }}
    </Loaded>
  );
}

interface RowsProps extends Pick<LevelTableProps, 'level' | 'cut'> {
  question: desktop.ReportQuestion;
  measures: desktop.ReportMeasure[];
  table: desktop.ReportTable;
}

function Rows({ level, cut, question, measures, table }: RowsProps) {
  const format = useFormat();
  const [, change] = useParameters();
  const [, go] = useLocation();
  const named = levels.find(({ value }) => value === level);
  const { currency } = table;

  const figure = (
    cell: desktop.FigureCell | undefined,
    measure: desktop.ReportMeasure,
    row: string[],
    name: string,
  ) =>
    cell && (
      <Why
        of={{
          question,
          cell: { currency, row, column: '', oneColumn: false, measure: measure.id, before: false },
        }}
        name={`${measure.label}, ${name}`}
      >
        {figureText(format, cell.value, measure.unit, currency)}
      </Why>
    );
  const columns: Column<desktop.ReportRow>[] = [
    {
      key: level,
      head: named?.one ?? '',
      cell: (row) => <NamedCell name={nameOf(row)} />,
      compare: (a, b) => nameOf(a).localeCompare(nameOf(b)),
      total: 'Total',
      fixed: true,
    },
    ...measures.map((measure, at) => ({
      key: measure.id,
      name: measure.label,
      head: <Term explanation={measure.explanation}>{measureHead(measure, currency)}</Term>,
      numeric: true,
      wide: measure.id === 'cr_unique' || measure.id === 'commission',
      cell: (row: desktop.ReportRow) => figure(row.total[at], measure, [idOf(row)], nameOf(row)),
      compare: (a: desktop.ReportRow, b: desktop.ReportRow) =>
        Number(a.total[at]?.value.text || 0) - Number(b.total[at]?.value.text || 0),
      total: figure(table.total.total[at], measure, [], 'total'),
    })),
  ];
  const open = (row: desktop.ReportRow) => {
    const next = below(level, idOf(row));
    if (next) change(next);
    else
      go(
        conversionsPath({
          offerId: cut.offer,
          memberId: cut.member,
          linkId: idOf(row),
          period: question.period,
          noTests: true,
        }),
      );
  };
  return (
    <>
      <DataTable
        label={named?.label ?? ''}
        columns={columns}
        rows={table.rows}
        rowId={idOf}
        rowName={nameOf}
        onOpen={open}
        sort={{ key: 'sales', descending: true }}
      />
      {table.restRows > 0 && (
        <p className="dim" style={{ padding: '8px 24px' }}>
          and {format.count(table.restRows)} more, which the total counts
        </p>
      )}
    </>
  );
}

const idOf = (row: desktop.ReportRow) => row.labels[0]?.id ?? '';
const nameOf = (row: desktop.ReportRow) => row.labels[0]?.name ?? '';
