import { describe, expect, it } from 'vitest';

import { type AskedPeriod, dayIn, isPeriodName, periodIn, periodOf, periodText, readPeriod } from './period';

describe('periods', () => {
  it.each([
    ['last-30-days', '2026-11-22', '2026-10-24', '2026-11-22'],
    ['last-30-days', '2026-03-01', '2026-01-31', '2026-03-01'],
    ['this-month', '2026-11-22', '2026-11-01', '2026-11-30'],
    ['this-month', '2028-02-10', '2028-02-01', '2028-02-29'],
    ['last-month', '2026-01-31', '2025-12-01', '2025-12-31'],
    ['last-month', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['all-time', '2026-11-22', '', ''],
  ] as const)('%s on %s is %s to %s', (name, today, from, to) => {
    expect(periodOf(name, today)).toEqual({ from, to });
  });

  it.each([
    ['America/New_York', '2026-11-22T04:59:59Z', '2026-11-21'],
    ['America/New_York', '2026-11-22T05:00:00Z', '2026-11-22'],
    ['America/New_York', '2026-07-01T03:59:59Z', '2026-06-30'],
    ['Asia/Kolkata', '2026-11-22T18:30:00Z', '2026-11-23'],
    ['UTC', '2026-11-22T23:59:59Z', '2026-11-22'],
  ])('in %s %s falls on %s', (zone, instant, day) => {
    expect(dayIn(zone, instant)).toBe(day);
  });

  it('knows its names', () => {
    expect([isPeriodName('last-month'), isPeriodName('ever'), isPeriodName(null)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

it.each<[string, AskedPeriod | undefined]>([
  ['last-month', 'last-month'],
  ['2026-01-01..2026-03-31', { from: '2026-01-01', to: '2026-03-31' }],
  ['2026-02-28..2026-02-28', { from: '2026-02-28', to: '2026-02-28' }],
  ['2026-03-31..2026-01-01', undefined],
  ['2026-02-30..2026-03-01', undefined],
  ['2026-01-01..', undefined],
  ['2026-01-01..2026-01-02..2026-01-03', undefined],
  ['yesterday', undefined],
  ['', undefined],
])('reads the period %s of an address', (text, period) => {
  expect(readPeriod(text)).toEqual(period);
  if (period) expect(periodText(period)).toBe(text);
});

it('asks for all days while the time zone is not known', () => {
  expect(periodIn('last-month', { now: '2026-11-22T12:00:00Z', timeZone: '' })).toEqual({ from: '', to: '' });
});
