import { expect, it } from 'vitest';

import { took } from './took';

it.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1_000, '1 s'],
  [59_400, '59 s'],
  [61_000, '1 min'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
  [86_400_000, '1 d'],
  [180_000_000, '2 d 2 h'],
])('%d milliseconds are %s', (millis, words) => expect(took(millis)).toBe(words));
