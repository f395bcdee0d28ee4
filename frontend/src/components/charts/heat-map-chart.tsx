import type { EChartsOption } from 'echarts';

import { ChartFrame, type ChartFrameOwn } from './chart-frame';
import { baseOption, type Look, nameAxis, tooltip } from './look';
import type { Plotted } from './plotted';

export interface HeatMapProps extends ChartFrameOwn {
  /** What the columns and rows are: "Hour", "Weekday". */
  across: string;
  down: string;
  columns: readonly string[];
  rows: readonly string[];
  /** Figures of each row; nothing where there can be none. */
  cells: readonly (readonly (Plotted | undefined)[])[];
  /** What stands in a cell that has room for it. */
  short: (value: number) => string;
}

/** Figures over two dimensions: the more, the darker. Cohorts are one, too. */
export function HeatMapChart({ across, down, columns, rows, cells, short, ...frame }: HeatMapProps) {
  const [most] = cells
    .flatMap((row, y) => row.map((cell, x) => ({ cell, where: `${rows[y]}, ${columns[x]}` })))
    .filter(({ cell }) => cell?.value !== undefined)
    .sort((a, b) => (b.cell?.value ?? 0) - (a.cell?.value ?? 0));
  const strongest = most?.cell ? ` The most: ${most.cell.text} (${most.where}).` : '';
  return (
    <ChartFrame
      height={Math.max(200, 48 + rows.length * 30)}
      {...frame}
      summary={`Heat map of ${rows.length} by ${columns.length}: ${down} and ${across}.${strongest}`}
      table={{
        heads: [down, ...columns],
        rows: rows.map((row, y) => [row, ...columns.map((_, x) => cells[y]?.[x]?.text ?? '')]),
      }}
      option={(look) => heatMapOption(look, { columns, rows, cells, short })}
    />
  );
}

/** From which part of the largest figure on a cell is dark, so that its text must be light. */
const dark = 0.5;

/** The heat map, for the chart library. */
export function heatMapOption(
  look: Look,
  { columns, rows, cells, short }: Pick<HeatMapProps, 'columns' | 'rows' | 'cells' | 'short'>,
): EChartsOption {
  const drawn = cells.flatMap((row, y) =>
    row.flatMap((cell, x) =>
      cell?.value === undefined ? [] : [{ x, y, value: cell.value, text: cell.text }],
    ),
  );
  const most = Math.max(1, ...drawn.map(({ value }) => value));
  return {
    ...baseOption(look),
    grid: { left: 8, right: 16, bottom: 4, top: look.top + 8, containLabel: true },
    tooltip: tooltip(look, ({ index }) => {
      const at = drawn[index];
      return at ? [`${rows[at.y]}, ${columns[at.x]}`, at.text] : [];
    }),
    xAxis: { ...nameAxis(look, columns), splitArea: { show: false } },
    yAxis: { ...nameAxis(look, rows), inverse: true },
    visualMap: { show: false, min: 0, max: most, inRange: { color: [...look.heat] } },
    series: [
      {
        type: 'heatmap',
        data: drawn.map(({ x, y, value }) => ({
          value: [x, y, value],
          label: { color: value / most > dark ? look.surface : look.text },
        })),
        itemStyle: { borderColor: look.surface, borderWidth: 2, borderRadius: 3 },
        label: {
          show: columns.length <= 24,
          fontSize: 11,
          formatter: ({ value }) => {
            const figure = Array.isArray(value) ? Number(value[2]) : 0;
            return figure === 0 ? '' : short(figure);
          },
        },
      },
    ],
  };
}
