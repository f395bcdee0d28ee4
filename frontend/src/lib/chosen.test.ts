import { expect, it } from 'vitest';

import { chosenCount, chosenIds, everything, isChosen, nothing, withRows } from './chosen';

it('counts and names all that the filter shows except what was taken out', async () => {
  const chosen = withRows(everything, ['b', 'c'], false);
  expect(chosenCount(chosen, 10_000)).toBe(9_998);
  expect([isChosen(chosen, 'a'), isChosen(chosen, 'b')]).toEqual([true, false]);
  expect(await chosenIds(chosen, async () => ['a', 'b', 'c', 'd'])).toEqual(['a', 'd']);
  expect(chosenCount(withRows(chosen, ['b', 'c'], true), 10_000)).toBe(10_000);
});

it('asks for no list when rows were chosen one by one', async () => {
  const chosen = withRows(withRows(nothing, ['a', 'b'], true), ['a'], false);
  expect(chosenCount(chosen, 10_000)).toBe(1);
  expect(await chosenIds(chosen, () => Promise.reject(new Error('asked')))).toEqual(['b']);
});
