import type { EChartsOption } from 'echarts';

import { ChartFrame, type ChartFrameOwn } from './chart-frame';
import { baseOption, type Look, nameAxis, tooltip } from './look';
import type { Plotted } from './plotted';

export interface FunnelStage extends Plotted {
  label: string;
  /** What stands beside the figure: "3.2 % of clicks". */
  note?: string;
}

export interface FunnelProps extends ChartFrameOwn {
  stages: readonly FunnelStage[];
}

/** How many came how far. */
export function FunnelChart({ stages, ...frame }: FunnelProps) {
  return (
    <ChartFrame
      height={64 + stages.length * 44}
      {...frame}
      summary={`Funnel of ${stages.length} steps. ${stages.map(said).join('; ')}.`}
      table={{
        heads: ['Step', 'How many', ''],
        rows: stages.map(({ label, text, note }) => [label, text, note ?? '']),
      }}
      option={(look) => funnelOption(look, stages)}
    />
  );
}

function said({ label, text, note }: FunnelStage): string {
  return note ? `${label}: ${text} (${note})` : `${label}: ${text}`;
}

/**
 * Bars about a middle line. Their length is the root of the figure's share, and
 * the figure stands beside it: of ten million clicks and a hundred payments
 * both can be seen.
 */
export function funnelOption(look: Look, stages: readonly FunnelStage[]): EChartsOption {
  const most = Math.max(1, ...stages.map(({ value }) => value ?? 0));
  const lengths = stages.map(({ value }) => Math.sqrt((value ?? 0) / most) * 100);
  return {
    ...baseOption(look),
    grid: { left: 8, right: 210, bottom: 8, top: look.top + 8, containLabel: true },
    tooltip: tooltip(look, ({ index }) => {
      const stage = stages[index];
      return stage ? [stage.label, said(stage)] : [];
    }),
    xAxis: { type: 'value', show: false, max: 100 },
    yAxis: {
      ...nameAxis(
        look,
        stages.map(({ label }) => label),
      ),
      inverse: true,
      axisLine: { show: false },
    },
    series: [
      {
        type: 'bar',
        stack: 'funnel',
        silent: true,
        itemStyle: { color: 'transparent' },
        data: lengths.map((length) => (100 - length) / 2),
      },
      {
        type: 'bar',
        stack: 'funnel',
        barWidth: 28,
        color: look.series[0],
        itemStyle: { borderRadius: 3 },
        data: lengths,
      },
      {
        type: 'bar',
        stack: 'funnel',
        silent: true,
        itemStyle: { color: 'transparent' },
        data: lengths.map((length) => (100 - length) / 2),
        label: {
          show: true,
          position: 'right',
          color: look.text,
          formatter: ({ dataIndex }) => {
            const stage = stages[dataIndex];
            return stage ? `${stage.text}${stage.note ? `  ·  ${stage.note}` : ''}` : '';
          },
        },
      },
    ],
  };
}
