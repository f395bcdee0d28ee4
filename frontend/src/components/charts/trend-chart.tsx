import type { EChartsOption } from 'echarts';

import { ChartFrame, type ChartFrameOwn } from './chart-frame';
import { baseOption, figureAxis, type Look, legend, nameAxis, tooltip } from './look';
import { extremes, linesAt, type Series, tableOf } from './plotted';

export interface TrendProps extends ChartFrameOwn {
  /** What the labels are: "Day". */
  head: string;
  labels: readonly string[];
  series: readonly Series[];
  /** How a figure of the axis is written. */
  axis: (value: number) => string;
}

/** Figures over time, as lines; the period compared with is dashed. */
export function TrendChart({ head, labels, series, axis, ...frame }: TrendProps) {
  return (
    <ChartFrame
      {...frame}
      summary={`Line chart over ${labels.length} ${labels.length === 1 ? 'point' : 'points'}. ${series.map((one) => extremes(labels, one)).join(' ')}`}
      table={tableOf(head, labels, series)}
      option={(look) => trendOption(look, labels, series, axis)}
    />
  );
}

const dashes = ['solid', [6, 3], [2, 3], [10, 3, 2, 3], [12, 4], [4, 2]] as const;
const symbols = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow'] as const;
/** Beyond this the points of a line are not marked one by one. */
const mostMarked = 40;

/** The lines, for the chart library. */
export function trendOption(
  look: Look,
  labels: readonly string[],
  series: readonly Series[],
  axis: (value: number) => string,
): EChartsOption {
  const names = series.map(({ name }) => name);
  const across = nameAxis(look, labels);
  return {
    ...baseOption(look, series.length),
    grid: { left: 8, right: 16, bottom: 4, top: look.top + (names.length > 1 ? 36 : 16), containLabel: true },
    legend: legend(look, names),
    tooltip: { ...tooltip(look, ({ index }) => linesAt(labels, series, index)), trigger: 'axis' },
    xAxis: {
      ...across,
      boundaryGap: labels.length === 1,
      // The first and the last one are not cut at the edges.
      axisLabel: { ...across.axisLabel, alignMinLabel: 'left', alignMaxLabel: 'right', hideOverlap: true },
    },
    yAxis: figureAxis(look, axis),
    series: series.map(({ name, points, earlier }, at) => ({
      type: 'line',
      name,
      data: points.map(({ value }) => value ?? null),
      symbol: symbols[at % symbols.length],
      symbolSize: 5,
      showSymbol: labels.length <= mostMarked && (series.length > 1 || labels.length === 1),
      color: earlier ? look.earlier : look.series[at % look.series.length],
      lineStyle: {
        width: earlier ? 1.5 : 2,
        type: earlier ? [4, 4] : [...(dashes[at % dashes.length] ?? [])],
      },
      areaStyle: series.length === 1 ? { opacity: 0.08, decal: { symbol: 'none' } } : undefined,
    })) as EChartsOption['series'],
  };
}
