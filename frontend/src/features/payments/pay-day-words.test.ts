import { expect, it } from 'vitest';

import { ordinal, payDayWords } from './pay-day-words';

it.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [11, '11th'],
  [12, '12th'],
  [13, '13th'],
  [20, '20th'],
  [21, '21st'],
  [22, '22nd'],
  [28, '28th'],
])('says of day %i: %s', (day, words) => {
  expect(ordinal(day)).toBe(words);
});

it.each([
  [2, 5, 'CJ pays on the 1st of a month, and the money is here 2 to 5 business days later.'],
  [3, 3, 'CJ pays on the 1st of a month, and the money is here 3 business days later.'],
  [1, 1, 'CJ pays on the 1st of a month, and the money is here 1 business day later.'],
  [0, 0, 'CJ pays on the 1st of a month.'],
])('says of %i to %i business days: %s', (creditFrom, creditTo, words) => {
  expect(payDayWords({ payDay: 1, creditFrom, creditTo, minimum: '' })).toBe(words);
});
