import type { EChartsOption } from 'echarts';

/** The colours that a chart is drawn in, and how much room it leaves above itself. */
export interface Look {
  text: string;
  dim: string;
  line: string;
  surface: string;
  /** Of series, in order. */
  series: readonly string[];
  /** Of the period compared with. */
  earlier: string;
  /** From little to much, of heat maps. */
  heat: readonly [string, string];
  top: number;
  motion: boolean;
}

const font = "'Inter Variable', system-ui, sans-serif";

const light = {
  text: '#1b1b20',
  dim: '#5c5c66',
  line: '#e8e8ec',
  surface: '#ffffff',
  series: ['#4f4fe0', '#c2660c', '#0b7d72', '#b0257a', '#5c5c66', '#2563c9'],
  earlier: '#8a8a94',
  heat: ['#f2f3ff', '#4340c4'],
} as const;

const dark = {
  text: '#ececef',
  dim: '#adadb6',
  line: '#26272c',
  surface: '#151619',
  series: ['#8187f6', '#e2a33c', '#3fc1b0', '#ee7ab5', '#a0a0a9', '#77a9f7'],
  earlier: '#7d7d87',
  heat: ['#1c1d33', '#a4abfb'],
} as const;

/** How a chart looks on the screen. */
export function lookOf(scheme: 'light' | 'dark', motion: boolean): Look {
  return { ...(scheme === 'dark' ? dark : light), top: 0, motion };
}

/** How it looks in a file: for paper, with room for its title. */
export const printedLook: Look = { ...light, top: 64, motion: false };

/** The title of a chart in a file: on the screen it stands above the chart. */
export function titled(option: EChartsOption, title: string, note: string): EChartsOption {
  return {
    ...option,
    backgroundColor: printedLook.surface,
    title: {
      text: title,
      subtext: note,
      left: 16,
      top: 12,
      itemGap: 4,
      textStyle: { color: printedLook.text, fontSize: 15, fontWeight: 600, fontFamily: font },
      subtextStyle: { color: printedLook.dim, fontSize: 12, fontFamily: font },
    },
  };
}

// The first series is plain; the others can be told apart without their colour.
const decals = [
  { symbol: 'none' },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -Math.PI / 4 },
  { symbol: 'circle', symbolSize: 0.6, dashArrayX: [[6, 6]], dashArrayY: [6, 6] },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 2 },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4 },
  { symbol: 'triangle', symbolSize: 0.7, dashArrayX: [[9, 9]], dashArrayY: [9, 9] },
];

/** What all charts have in common; several series differ in their pattern, too. */
export function baseOption(look: Look, series = 1): EChartsOption {
  return {
    animationDuration: look.motion ? 120 : 0,
    animationDurationUpdate: look.motion ? 120 : 0,
    animation: look.motion,
    textStyle: { fontFamily: font, fontSize: 12, color: look.text },
    color: [...look.series],
    aria: {
      enabled: series > 1,
      // The element that a chart is drawn in is described by ourselves, in the words of the report.
      label: { enabled: false },
      decal: {
        show: true,
        decals: decals.map((decal) => ({ color: mark(look), ...decal })),
      },
    },
  };
}

function mark(look: Look): string {
  return look.surface === dark.surface ? 'rgba(0, 0, 0, 0.45)' : 'rgba(255, 255, 255, 0.55)';
}

/** The box that shows the figures under the pointer. */
export function tooltip(look: Look, lines: (at: { series: number; index: number }) => readonly string[]) {
  return {
    confine: true,
    backgroundColor: look.surface,
    borderColor: look.line,
    transitionDuration: 0,
    textStyle: { color: look.text, fontSize: 12, fontFamily: font },
    // An element with texts, not HTML: names are what people have typed.
    formatter: (under: unknown) => {
      const first = (Array.isArray(under) ? under[0] : under) as { seriesIndex?: number; dataIndex?: number };
      return box(lines({ series: first?.seriesIndex ?? 0, index: first?.dataIndex ?? 0 }));
    },
  };
}

function box(lines: readonly string[]): HTMLElement {
  const all = document.createElement('div');
  for (const [at, line] of lines.entries()) {
    const part = document.createElement('div');
    part.textContent = line;
    if (at === 0) part.style.fontWeight = '600';
    all.append(part);
  }
  return all;
}

/** An axis of names. */
export function nameAxis(look: Look, names: readonly string[]) {
  return {
    type: 'category' as const,
    data: [...names],
    axisLine: { lineStyle: { color: look.line } },
    axisTick: { show: false },
    axisLabel: { color: look.dim, fontSize: 12 },
  };
}

/** An axis of figures. */
export function figureAxis(look: Look, written: (value: number) => string) {
  return {
    type: 'value' as const,
    splitNumber: 4,
    axisLabel: { color: look.dim, fontSize: 12, formatter: written },
    splitLine: { lineStyle: { color: look.line } },
  };
}

/** The legend, where there is more than one series. */
export function legend(look: Look, names: readonly string[]) {
  return {
    show: names.length > 1,
    top: look.top,
    left: 0,
    padding: [4, 8],
    itemWidth: 20,
    itemHeight: 10,
    data: [...names],
    textStyle: { color: look.dim, fontSize: 12 },
  };
}
