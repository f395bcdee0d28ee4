import { expect, it } from 'vitest';

import { brokenDown, conversionsBehind, drilled, narrowed } from './drill';
import { firstQuestion, type Question } from './question';

const ana = [{ id: 'm-1', name: 'Ana' }];
const only = (dimension: string, ...values: string[]) => ({ dimension, values, not: false });
const but = (dimension: string, ...values: string[]) => ({ dimension, values, not: true });

it('goes from offers by members and links to conversions', () => {
  let question: Question | undefined = { ...firstQuestion, rows: ['offer'] };
  const way: (readonly string[])[] = [];
  for (const id of ['o-1', 'm-1', 'l-1']) {
    if (!question) break;
    way.push(question.rows);
    question = drilled(question, [{ id, name: id }]);
  }
  expect(way).toEqual([['offer'], ['member'], ['link']]);
  expect(question).toBeUndefined();
});

it('leaves out a level that a filter holds to one value', () => {
  const question = { ...firstQuestion, rows: ['offer'], where: [only('member', 'm-1')] };
  expect(drilled(question, [{ id: 'o-1', name: 'Wool' }])).toMatchObject({
    rows: ['link'],
    where: [only('member', 'm-1'), only('offer', 'o-1')],
  });
});

it('narrows by each dimension of the row, in place of what it was narrowed to', () => {
  const question = { ...firstQuestion, rows: ['member', 'coupon'], where: [only('member', 'm-1', 'm-2')] };
  expect(narrowed(question, [...ana, { id: '', name: 'No coupon' }]).where).toEqual([
    only('member', 'm-1'),
    only('coupon', ''),
  ]);
});

it('leaves out one row after the other', () => {
  const once = narrowed(firstQuestion, ana, true);
  const twice = narrowed(once, [{ id: 'm-2', name: 'Ben' }], true);
  expect(twice.where).toEqual([but('member', 'm-1', 'm-2')]);
});

it('keeps the sort by a figure, not that by rows which are gone', () => {
  const sorted = (key: string) => ({ ...firstQuestion, sort: { key, descending: true, before: false } });
  expect(brokenDown(sorted('sales'), 'day').sort).toBeDefined();
  expect(brokenDown(sorted('member'), 'day').sort).toBeUndefined();
});

it('finds the conversions behind a row', () => {
  const path = conversionsBehind(firstQuestion, ana, { from: '2026-11-01', to: '2026-11-22' }, 'USD');
  const search = new URLSearchParams(path.replace('/conversions?', ''));
  expect(Object.fromEntries(search)).toEqual({
    currency: 'USD',
    period: '2026-11-01..2026-11-22',
    tests: 'without',
    where: JSON.stringify([only('member', 'm-1')]),
  });
});
