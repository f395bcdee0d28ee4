import type { desktop } from '../wailsjs/go/models';

export type PeriodName = 'last-30-days' | 'this-month' | 'last-month' | 'all-time';

export const periodNames: readonly { value: PeriodName; label: string }[] = [
  { value: 'last-30-days', label: 'Last 30 days' },
  { value: 'this-month', label: 'This month' },
  { value: 'last-month', label: 'Last month' },
  { value: 'all-time', label: 'All time' },
];

export function isPeriodName(text: string | null): text is PeriodName {
  return periodNames.some((period) => period.value === text);
}

/** The day that an instant falls on in a time zone, as YYYY-MM-DD. */
export function dayIn(timeZone: string, instant: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The days of a named period, counted from `today` (YYYY-MM-DD). Days are plain dates, so UTC arithmetic is exact. */
export function periodOf(name: PeriodName, today: string): desktop.Period {
  const [year = 1970, month = 1, day = 1] = today.split('-').map(Number);
  const date = (y: number, m: number, d: number) =>
    new Date(Date.UTC(y, m - 1, d)).toISOString().slice(0, 10);
  switch (name) {
    case 'last-30-days':
      return { from: date(year, month, day - 29), to: today };
    case 'this-month':
      return { from: date(year, month, 1), to: date(year, month + 1, 0) };
    case 'last-month':
      return { from: date(year, month - 1, 1), to: date(year, month, 0) };
    case 'all-time':
      return { from: '', to: '' };
  }
}

/** The days of a named period as the workspace's clock and time zone have them; all days until those are known. */
export function periodIn(
  name: PeriodName,
  workspace: { now: string; timeZone: string } | undefined,
): desktop.Period {
  // While a profile is being opened, its time zone is not known either.
  return workspace?.timeZone
    ? periodOf(name, dayIn(workspace.timeZone, workspace.now))
    : periodOf('all-time', '');
}

/** Whether a text is a real calendar day, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** A named period, or days of a person's own; both ends count. */
export type AskedPeriod = PeriodName | desktop.Period;

/** Whether days of a person's own can be asked for. */
export function isPeriod({ from, to }: desktop.Period): boolean {
  return isDay(from) && isDay(to) && from <= to;
}

/** A period as the address has it: "last-month", "2026-01-01..2026-01-31". */
export function periodText(period: AskedPeriod): string {
  return typeof period === 'string' ? period : `${period.from}..${period.to}`;
}

/** The period of an address; nothing for a text that is none. */
export function readPeriod(text: string | null): AskedPeriod | undefined {
  if (isPeriodName(text)) return text;
  const [from = '', to = '', more] = text?.split('..') ?? [];
  return more === undefined && isPeriod({ from, to }) ? { from, to } : undefined;
}

/** The days of a period; all days until the workspace's clock is known. */
export function daysOf(
  period: AskedPeriod,
  workspace: { now: string; timeZone: string } | undefined,
): desktop.Period {
  return typeof period === 'string' ? periodIn(period, workspace) : period;
}
