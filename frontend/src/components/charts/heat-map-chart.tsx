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
          label: { color: readable(look, value / most) },
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

/** The text colour that can be read on a cell; `part` is its figure's part of the largest. */
function readable({ heat, text, surface }: Look, part: number): string {
  const [low, high] = heat.map(channels);
  const cell = light(low?.map((value, at) => value + ((high?.[at] ?? 0) - value) * part) ?? []);
  const contrast = (hex: string) => {
    const other = light(channels(hex));
    return (Math.max(cell, other) + 0.05) / (Math.min(cell, other) + 0.05);
  };
  return contrast(text) >= contrast(surface) ? text : surface;
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
}

/** How light a colour is, as WCAG has it. */
function light(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) =>
    part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
