import type { EChartsOption } from 'echarts';

import { ChartFrame, type ChartFrameOwn } from './chart-frame';
import { baseOption, figureAxis, type Look, legend, nameAxis, tooltip } from './look';
import { extremes, linesAt, type Series, tableOf } from './plotted';

export interface BarProps extends ChartFrameOwn {
  /** What the labels are: "Member". */
  head: string;
  labels: readonly string[];
  series: readonly Series[];
  axis: (value: number) => string;
  /** Bars that stand upright, for hours and weekdays; else they lie under one another. */
  upright?: boolean;
}

const barHeight = 26;

/** Figures side by side, as bars. */
export function BarChart({ head, labels, series, axis, upright, ...frame }: BarProps) {
  return (
    <ChartFrame
      {...frame}
      height={frame.height ?? (upright ? undefined : heightOf(labels.length, series.length))}
      summary={`Bar chart of ${labels.length} ${labels.length === 1 ? 'bar' : 'bars'}. ${series.map((one) => extremes(labels, one)).join(' ')}`}
      table={tableOf(head, labels, series)}
      option={(look) => barOption(look, labels, series, axis, upright === true)}
    />
  );
}

function heightOf(labels: number, series: number): number {
  return Math.max(120, 48 + labels * Math.max(barHeight, series * 14));
}

/** The bars, for the chart library. */
export function barOption(
  look: Look,
  labels: readonly string[],
  series: readonly Series[],
  axis: (value: number) => string,
  upright: boolean,
): EChartsOption {
  const names = series.map(({ name }) => name);
  const across = nameAxis(look, labels);
  const figures = figureAxis(look, axis);
  return {
    ...baseOption(look, series.length),
    grid: { left: 8, right: 16, bottom: 4, top: look.top + (names.length > 1 ? 36 : 12), containLabel: true },
    legend: legend(look, names),
    tooltip: {
      ...tooltip(look, ({ index }) => linesAt(labels, series, index)),
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
    },
    xAxis: upright ? across : figures,
    // Long names end in dots; the box under the pointer and the table have all of them.
    yAxis: upright
      ? figures
      : { ...across, inverse: true, axisLabel: { ...across.axisLabel, width: 168, overflow: 'truncate' } },
    series: series.map(({ name, points, earlier }, at) => ({
      type: 'bar',
      name,
      data: points.map(({ value }) => value ?? null),
      color: earlier ? look.earlier : look.series[at % look.series.length],
      barMaxWidth: 22,
      barGap: '10%',
    })),
  };
}
