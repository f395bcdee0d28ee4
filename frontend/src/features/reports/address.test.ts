import { expect, it } from 'vitest';

import { reportChoices } from '../../test/fixture/explorer';
import { parametersOf, readQuestion } from './address';
import { asked, firstQuestion, type Question } from './question';

const choices = reportChoices();

/** Numbers that look random and are the same each time. */
function dice(seed: number) {
  let state = seed;
  const roll = (sides: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
  const one = <T>(list: readonly T[]): T => list[roll(list.length)] as T;
  const some = <T>(list: readonly T[], least: number, most: number): T[] => {
    const left = [...list];
    const count = least + roll(most - least + 1);
    return Array.from({ length: count }, () => left.splice(roll(left.length), 1)[0] as T);
  };
  return { roll, one, some };
}

const awkward = [
  '',
  ' ',
  'a,b',
  'a;b',
  '!x',
  'x:y',
  '%',
  '%2C',
  '+',
  '&=#?',
  'ü中',
  '🙂',
  '..',
  '\n',
  '"',
  '-1',
  '<b>',
];
const days = ['2025-12-31', '2026-01-01', '2026-02-28', '2026-11-22'];

function anyQuestion(seed: number): Question {
  const { roll, one, some } = dice(seed);
  const dimensions = choices.dimensions.map(({ id }) => id);
  const rows = some(dimensions, 1, 3);
  const measures = some(
    choices.measures.map(({ id }) => id),
    1,
    5,
  );
  const own = () => {
    const [from = '', to = ''] = some(days, 2, 2).sort();
    return { from, to };
  };
  const compare = one(['', 'previous', 'year', own()] as const);
  const before = compare !== '' && roll(2) === 1;
  const key = before ? one(measures) : one([...rows, ...measures]);
  return {
    rows,
    columns: one(['', ...dimensions.filter((id) => !rows.includes(id))]),
    measures,
    period: one(['last-30-days', 'this-month', 'all-time', own()] as const),
    compare,
    where: some(dimensions, 0, 3).map((dimension) => ({
      dimension,
      values: some(awkward, 1, 4),
      not: roll(2) === 1,
    })),
    ...(roll(2) === 1 ? { sort: { key, descending: roll(2) === 1, before } } : {}),
    bySaleDay: roll(2) === 1,
    asOf: one(['', ...days]),
  };
}

function addressOf(question: Question): string {
  const given = Object.entries(parametersOf(question)).filter((pair): pair is [string, string] => !!pair[1]);
  return new URLSearchParams(given).toString();
}

it('comes back from the address as it was, whatever is asked', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const question = anyQuestion(seed);
    const address = addressOf(question);
    const read = readQuestion(new URLSearchParams(address), choices);
    expect(read, address).toEqual({ question, wrong: [] });
    // What the Go side is asked follows from the question alone.
    expect(asked(read.question, choices, undefined)).toEqual(asked(question, choices, undefined));
  }
});

it('has nothing in the address of what it opens with', () => {
  expect(addressOf(firstQuestion)).toBe('');
});

it('never fails over an address, and asks only what can be asked', () => {
  const { roll, one } = dice(7);
  const words = [
    ...awkward,
    ...days,
    'rows',
    'member',
    'sales',
    'where',
    ':',
    ';',
    ',',
    '!',
    '=',
    '&',
    '..',
    '%zz',
  ];
  for (let turn = 0; turn < 1000; turn++) {
    const names = ['rows', 'columns', 'show', 'period', 'compare', 'where', 'sort', 'basis', 'asof'];
    const text = Array.from(
      { length: 1 + roll(3) },
      () => `${one(names)}=${Array.from({ length: roll(6) }, () => one(words)).join('')}`,
    ).join('&');
    const { question } = readQuestion(new URLSearchParams(text), choices);
    // What was understood is understood again.
    const again = readQuestion(new URLSearchParams(addressOf(question)), choices);
    expect(again, text).toEqual({ question, wrong: [] });
    expect(question.rows.length, text).toBeGreaterThan(0);
    expect(question.measures.length, text).toBeGreaterThan(0);
  }
});

it.each([
  ['rows=member,member', 'rows=member,member'],
  ['rows=member,day,offer,link', 'rows=member,day,offer,link'],
  ['rows=moon', 'rows=moon'],
  ['columns=member', 'columns=member'], // the rows have it
  ['show=happiness', 'show=happiness'],
  ['period=2026-02-30..2026-03-01', 'period=2026-02-30..2026-03-01'],
  ['compare=2026-03-01..2026-02-01', 'compare=2026-03-01..2026-02-01'],
  ['where=offer', 'where=offer'],
  ['where=moon:1', 'where=moon:1'],
  ['where=offer:%25zz', 'where=offer:%zz'],
  ['sort=-aov', 'sort=-aov'], // not shown
  ['sort=-sales.before', 'sort=-sales.before'], // not compared
  ['basis=gut_feeling', 'basis=gut_feeling'],
  ['asof=yesterday', 'asof=yesterday'],
])('tells that %s can’t be asked, and falls back', (address, wrong) => {
  const read = readQuestion(new URLSearchParams(address), choices);
  expect(read).toEqual({ question: firstQuestion, wrong: [wrong] });
});
