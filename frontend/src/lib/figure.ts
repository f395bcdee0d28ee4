import type { desktop } from '../wailsjs/go/models';
import type { Format } from './format';

/** A figure as it stands in a column whose head names the currency. */
export function figureText(format: Format, figure: desktop.Figure, unit: string, currency: string): string {
  if (figure.missing) return '–';
  const written = () => format.amount({ minor: '0', currency, text: figure.text });
  switch (unit) {
    case 'count':
      return format.count(Number(figure.text));
    case 'percent':
      return format.percent(figure.text);
    case 'ratio':
      return `${written()} ×`;
    case 'seconds':
      return lengthOfTime(Number(figure.text));
    default:
      return written();
  }
}

/** A figure that stands alone, with its currency; why there is none where it is missing. */
export function figureAlone(format: Format, figure: desktop.Figure, unit: string, currency: string): string {
  if (figure.missing) return figure.missing;
  if (unit !== 'money' && unit !== 'money_rate') return figureText(format, figure, unit, currency);
  return format.money({ minor: '0', currency, text: figure.text });
}

/** "1,204.50 · +12.5 % more", for the line under a figure. */
export function changeText(format: Format, change: string, unit: string): string {
  if (change === '') return '';
  const size = format.percent(change.replace('-', ''));
  const by = unit === 'percent' ? size.replace(/ ?%$/, ' points') : size;
  if (Number(change) === 0) return '±0 the same';
  return change.startsWith('-') ? `−${by} less` : `+${by} more`;
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

function lengthOfTime(seconds: number): string {
  if (seconds < minute) return `${seconds} s`;
  if (seconds < hour) return `${Math.floor(seconds / minute)} min`;
  if (seconds < day) return `${Math.floor(seconds / hour)} h ${Math.floor((seconds % hour) / minute)} min`;
  return `${Math.floor(seconds / day)} d ${Math.floor((seconds % day) / hour)} h`;
}

/** The head of a measure's column: with its currency, where it is money. */
export function measureHead({ label, unit }: desktop.ReportMeasure, currency: string): string {
  return unit === 'money' || unit === 'money_rate' ? `${label} (${currency})` : label;
}

/** A figure as charts draw it. */
export function plotted(format: Format, figure: desktop.Figure, unit: string, currency: string) {
  const text = figureAlone(format, figure, unit, currency);
  return figure.missing ? { text } : { value: Number(figure.text), text };
}
