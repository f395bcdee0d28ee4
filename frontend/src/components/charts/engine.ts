import type { EChartsOption } from 'echarts';
import { BarChart, FunnelChart, HeatmapChart, LineChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TitleComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

// Nothing but what the charts need, and only loaded once one is shown. A chart
// never asks the browser which language it speaks: all words come with the data.
use([
  AriaComponent,
  BarChart,
  CanvasRenderer,
  FunnelChart,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  SVGRenderer,
  TitleComponent,
  TooltipComponent,
  VisualMapComponent,
]);

/** A chart on the screen. */
export interface Drawing {
  show: (option: EChartsOption) => void;
  fit: () => void;
  remove: () => void;
}

export interface Size {
  width: number;
  height: number;
}

const locale = 'EN';

/** Draws into an element; the height is the element's. */
export function drawIn(element: HTMLElement, onPick: (index: number) => void): Drawing {
  // Where nothing is laid out, as in tests, an element has no size.
  const size = () => ({ width: element.clientWidth || 640, height: element.clientHeight || 280 });
  const chart = init(element, null, { renderer: 'svg', locale, ...size() });
  chart.on('click', ({ dataIndex }) => onPick(dataIndex ?? -1));
  return {
    show: (option) => chart.setOption(option, true),
    fit: () => chart.resize(size()),
    remove: () => chart.dispose(),
  };
}

/** The chart as the text of an SVG file. */
export function svgOf(option: EChartsOption, size: Size, title: string): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, locale, ...size });
  try {
    chart.setOption({ ...option, animation: false });
    const named = `<title>${escaped(title)}</title>`;
    return chart.renderToSVGString().replace(/^<svg[^>]*>/, (head) => `${head}${named}`);
  } finally {
    chart.dispose();
  }
}

/** The chart as a PNG in base64, at twice the size for sharp print. */
export function pngOf(option: EChartsOption, size: Size): string {
  const chart = init(document.createElement('div'), null, { renderer: 'canvas', locale, ...size });
  try {
    chart.setOption({ ...option, animation: false });
    const url = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: '#ffffff' });
    return url.slice(url.indexOf(',') + 1);
  } finally {
    chart.dispose();
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '');
}
