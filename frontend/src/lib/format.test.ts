import { describe, expect, it } from 'vitest';

import { createFormat } from './format';

const us = createFormat('en-US', 'America/New_York');

describe('money', () => {
  it.each([
    ['1234.50', 'USD', '1,234.50', '$1,234.50'],
    ['0.00', 'USD', '0.00', '$0.00'],
    ['-5.10', 'USD', '−5.10', '−$5.10'],
    ['1250', 'JPY', '1,250', '¥1,250'],
    ['1.234', 'KWD', '1.234', 'KWD\u00a01.234'],
    // More digits than a JavaScript number holds: 2^53 cents and beyond.
    ['90071992547409.93', 'USD', '90,071,992,547,409.93', '$90,071,992,547,409.93'],
    ['92233720368547758.07', 'USD', '92,233,720,368,547,758.07', '$92,233,720,368,547,758.07'],
  ])('writes %s %s exactly', (text, currency, amount, full) => {
    const money = { minor: '0', currency, text };
    expect(us.amount(money)).toBe(amount);
    expect(us.money(money)).toBe(full);
  });

  it.each([
    ['short by 2.00 USD', 'short by $2.00'],
    ['15 sales, 1,178.90 USD, until Friday 11 December', '15 sales, $1,178.90, until Friday 11 December'],
    ['1,250 JPY of -5.10 EUR', '¥1,250 of −€5.10'],
    ['named by 3 PID columns of 2 CSV files', 'named by 3 PID columns of 2 CSV files'],
  ])('writes the amounts of the sentence "%s" as it writes them elsewhere', (text, written) => {
    expect(us.sentence(text)).toBe(written);
  });

  it('writes an amount of no known currency without one', () => {
    expect(us.money({ minor: '1', currency: '', text: '0.01' })).toBe('0.01');
  });
});

describe('locale and zone', () => {
  it.each(['C', '', 'en_US.UTF-8', 'no-such-locale-at-all'])('survives the locale %j', (locale) => {
    expect(createFormat(locale, 'UTC').count(1234)).toBe('1,234');
  });

  it('survives an unknown time zone', () => {
    expect(createFormat('en-US', 'Mars/Olympus').timeZone).toBe('UTC');
  });

  it('follows the locale', () => {
    expect(createFormat('de-DE', 'UTC').amount({ minor: '1', currency: 'EUR', text: '1234.50' })).toBe(
      '1.234,50',
    );
  });
});

describe('days and times', () => {
  it('does not shift a day, whatever zone the computer is in', () => {
    expect(us.day('2026-11-22')).toBe('Nov 22, 2026');
    expect(createFormat('en-US', 'Pacific/Kiritimati').day('2026-11-22')).toBe('Nov 22, 2026');
  });

  it('leaves out this year, and names another', () => {
    expect(us.shortDay('2026-12-10', '2026-11-22T14:05:00Z')).toBe('Dec 10');
    expect(us.shortDay('2027-01-10', '2026-11-22T14:05:00Z')).toBe('Jan 10, 2027');
  });

  it('writes an instant in the workspace’s zone', () => {
    expect(createFormat('en-GB', 'Asia/Kolkata').dateTime('2026-11-22T20:45:00Z')).toBe('23 Nov 2026, 02:15');
  });

  it('writes only the time on the same local day', () => {
    const gb = createFormat('en-GB', 'America/New_York');
    expect(gb.time('2026-11-22T05:30:00Z', '2026-11-22T14:00:00Z')).toBe('00:30');
    expect(gb.time('2026-11-22T04:30:00Z', '2026-11-22T14:00:00Z')).toBe('21 Nov 2026, 23:30');
  });

  it.each([
    ['2026-11-22T14:04:31Z', 'just now'],
    ['2026-11-22T14:03:00Z', '2 min ago'],
    ['2026-11-22T11:00:00Z', '3 h ago'],
    ['2026-11-20T11:00:00Z', 'Nov 20, 2026, 6:00 AM'],
    ['2026-11-22T15:00:00Z', 'just now'],
    ['', '–'],
  ])('says how long ago %s was: %s', (at, words) => {
    expect(us.ago(at, '2026-11-22T14:05:00Z').replace('\u202f', ' ')).toBe(words);
  });

  it.each([
    ['2026-11-22T14:00:00Z', 'this hour'],
    ['2026-11-22T11:00:00Z', '3 h ago'],
    ['2026-11-20T02:00:00Z', 'Nov 19, 2026'],
    ['', '–'],
  ])('claims no minutes of what is known to the hour, %s: %s', (at, words) => {
    expect(us.hoursAgo(at, '2026-11-22T14:05:00Z')).toBe(words);
  });

  it('writes a dash for no day', () => {
    expect([us.day(''), us.shortDay('', ''), us.dateTime('nonsense'), us.percent('')]).toEqual([
      '–',
      '–',
      '–',
      '–',
    ]);
  });
});

it.each([
  [2_097_152, '2.1 MB'],
  [100_000, '0.1 MB'],
  [99_000, '99 kB'],
  [12, '1 kB'],
])('writes the size of %d bytes', (bytes, text) =>
  expect(createFormat('en-US', 'UTC').size(bytes)).toBe(text),
);

it('writes months', () => {
  expect(createFormat('en-GB', 'UTC').month('2026-09')).toBe('Sept 2026');
  expect(createFormat('en-US', 'Asia/Kolkata').month('2026-01')).toBe('Jan 2026');
  expect(createFormat('en-US', 'UTC').month('soon')).toBe('–');
});
