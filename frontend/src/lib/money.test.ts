import { describe, expect, it } from 'vitest';

import {
  addDecimals,
  commonCurrency,
  compareMoney,
  isZero,
  negated,
  pointFor,
  sumMoney,
  sumsByCurrency,
  zeroText,
} from './money';

const money = (minor: string, text = '0.00', currency = 'USD') => ({ minor, currency, text });

describe('amounts', () => {
  it('are ordered by minor units, also beyond what a number holds', () => {
    const sorted = ['9007199254740993', '-1', '9007199254740992', '10']
      .map((m) => money(m))
      .sort(compareMoney);
    expect(sorted.map((m) => m.minor)).toEqual(['-1', '10', '9007199254740992', '9007199254740993']);
  });

  it.each([
    [['10', '20'], '0.00', '30', '0.30'],
    [['-130', '5'], '0.00', '-125', '-1.25'],
    [['-3'], '0.00', '-3', '-0.03'],
    [['1250', '1'], '0', '1251', '1251'],
    [['1', '2'], '0.000', '3', '0.003'],
    [['9007199254740993', '1'], '0.00', '9007199254740994', '90071992547409.94'],
    [[], '0.00', '0', '0.00'],
  ])('%j sum to the cent', (minors, zero, minor, text) => {
    expect(
      sumMoney(
        minors.map((m) => money(m)),
        money('0', zero),
      ),
    ).toEqual(money(minor, text));
  });

  it('know zero', () => {
    expect([isZero(money('0')), isZero(money('-0')), isZero(money('1'))]).toEqual([true, true, false]);
  });

  it('share a currency or do not', () => {
    expect(commonCurrency([money('1'), money('2')])).toBe('USD');
    expect(commonCurrency([money('1'), money('2', '0.02', 'EUR')])).toBeUndefined();
    expect(commonCurrency([])).toBeUndefined();
  });
});

describe('decimals as they are typed', () => {
  it.each([
    [['0.00', '420.00', '-12.5'], '407.50'],
    [['0', '9007199254740993', '1'], '9007199254740994'],
    [['0.000', '0.001', '-0.002'], '-0.001'],
    [['1', '0.25'], '1.25'],
    [[], '0'],
  ])('%j add up to %s', (texts, sum) => {
    expect(addDecimals(texts)).toBe(sum);
  });

  it.each(['1,5', '', 'abc', '1.', '.5', '1e3', '--1', '1 000'])('“%s” has no sum', (text) => {
    expect(addDecimals(['1.00', text])).toBeUndefined();
  });
});

it.each([
  ['USD', '0.00'],
  ['JPY', '0'],
  ['KWD', '0.000'],
  ['', '0.00'],
])('nothing in %s is %s', (currency, text) => {
  expect(zeroText(currency)).toBe(text);
});

it.each([
  ['1250', '12.50', '-12.50'],
  ['-3', '-0.03', '0.03'],
  ['0', '0', '0'],
])('%s turned round is %s', (minor, text, turned) => {
  expect(negated(money(minor, text)).text).toBe(turned);
});

it.each([
  ['1,5', 'Write it with a point: 1.5'],
  ['-12,50', 'Write it with a point: -12.50'],
  [',5', 'Write it with a point: 0.5'],
  ['1,000', undefined],
  ['1.5', undefined],
  ['', undefined],
])('says what to write for %s', (text, words) => expect(pointFor(text)).toBe(words));

it('sums amounts of each currency apart', () => {
  const sums = sumsByCurrency([money('150', '1.50'), money('200', '200', 'JPY'), money('50', '0.50')]);
  expect(sums).toEqual([money('200', '2.00'), money('200', '200', 'JPY')]);
});
