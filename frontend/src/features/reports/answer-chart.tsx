import { Select } from '@mantine/core';

import { BarChart } from '../../components/charts/bar-chart';
import type { Series } from '../../components/charts/plotted';
import { TrendChart } from '../../components/charts/trend-chart';
import { useAnswer } from '../../lib/api/explorer';
import { measureHead, plotted } from '../../lib/figure';
import type { Format } from '../../lib/format';
import { useParameters } from '../../lib/location';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { labelText } from './label-text';
import type { OpenQuestion } from './use-question';

interface AnswerChartProps {
  open: OpenQuestion;
  choices: desktop.ReportChoices;
  answer: desktop.ReportAnswer;
  currency: string;
}

const mostBars = 10;
const mostPoints = 400;
const mostLines = 6;

/** One figure of the answer as lines over days, weeks or months, else as bars. */
export function AnswerChart({ open, choices, answer, currency }: AnswerChartProps) {
  const format = useFormat();
  const [parameters, change] = useParameters();
  const { question } = open;
  const kinds = answer.by.map(({ kind }) => kind);
  const trend = kinds.length === 1 && kinds[0] === 'calendar';
  const cyclic = kinds.length === 1 && kinds[0] === 'cyclic';
  const fallback = question.sort?.key ?? '';
  const chosen = [parameters.get('figure') ?? '', fallback, 'sales'].find((id) =>
    question.measures.includes(id),
  );
  const measure = answer.measures.find(({ id }) => id === chosen) ?? answer.measures[0];

  const drawn = useAnswer({
    ...open.ask,
    measures: [measure?.id ?? ''],
    currencies: [currency],
    limit: trend || cyclic ? mostPoints : mostBars,
    sort: trend || cyclic ? byTime(open.ask) : sortOf(open.ask, measure?.id ?? ''),
  });
  const table = drawn.data?.tables[0];
  const dimensions = drawn.data?.by ?? [];
  if (!measure || !table || drawn.data?.measures[0]?.id !== measure.id) return null;

  const series = seriesOf(table, measure, format, question.columns, question.compare !== '');
  const labels = table.rows.map((row) =>
    row.labels.map((label, at) => labelText(format, dimensions[at]?.id, label)).join(' · '),
  );
  const head = dimensions.map(({ label }) => label).join(', ');
  const left = table.rowCount - table.rows.length;
  const columns = choices.dimensions.find(({ id }) => id === question.columns)?.label;
  const chart = {
    title: `${measureHead(measure, currency)} by ${[head, columns].filter(Boolean).join(' and ').toLowerCase()}`,
    note: [
      `${format.day(answer.period.from)} – ${format.day(answer.period.to)}`,
      ...answer.filters,
      ...(left > 0 ? [`the first ${table.rows.length} of ${format.count(table.rowCount)}`] : []),
    ].join(' · '),
    height: trend || cyclic ? 220 : undefined,
    withoutTable: true,
    head,
    labels,
    series,
    axis: format.compact,
    aside: (
      <Select
        aria-label="Figure in the chart"
        w={200}
        allowDeselect={false}
        data={answer.measures.map(({ id, label }) => ({ value: id, label }))}
        value={measure.id}
        onChange={(figure) => figure && change({ figure })}
      />
    ),
  };
  return trend ? <TrendChart {...chart} /> : <BarChart {...chart} upright={cyclic} />;
}

function byTime({ by }: desktop.ReportQuestion): desktop.ReportSort {
  return { measure: '', before: false, dimension: by[0] ?? '', descending: false };
}

/** The order of the table, as far as the one figure that is asked for allows. */
function sortOf({ sort }: desktop.ReportQuestion, measure: string): desktop.ReportSort {
  if (sort.dimension || sort.measure === measure) return sort;
  return { measure, before: false, dimension: '', descending: true };
}

function seriesOf(
  table: desktop.ReportTable,
  { label, unit }: desktop.ReportMeasure,
  format: Format,
  across: string,
  compared: boolean,
): Series[] {
  const points = (cellOf: (row: desktop.ReportRow) => desktop.Figure | undefined) =>
    table.rows.map((row) => {
      const figure = cellOf(row);
      return figure ? plotted(format, figure, unit, table.currency) : { text: '–', value: undefined };
    });
  if (across) {
    return table.columns.slice(0, mostLines).map((label, column) => ({
      name: labelText(format, across, label),
      points: points((row) => row.cells[column]?.[0]?.value),
    }));
  }
  const now: Series = { name: label, points: points((row) => row.total[0]?.value) };
  const before = points((row) => row.total[0]?.before);
  if (!compared || before.every(({ value }) => value === undefined)) return [now];
  return [now, { name: 'Compared with', points: before, earlier: true }];
}
