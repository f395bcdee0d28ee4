import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';

import { Countdown, clock } from './countdown';

afterEach(() => void vi.useRealTimers());

it('counts down to the second, and then says that it is over', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T10:00:00Z') });
  render(<Countdown until="2026-11-22T10:00:03Z" over="no longer" />);
  const seen = [screen.getByRole('timer').textContent];
  for (let second = 0; second < 2; second++) {
    await act(async () => vi.advanceTimersByTime(1_000));
    seen.push(screen.getByRole('timer').textContent);
  }
  expect(seen).toEqual(['0:03', '0:02', '0:01']);
  await act(async () => vi.advanceTimersByTime(1_000));
  expect(screen.getByRole('status').textContent).toBe('no longer');
});

it('is over when the instant is none', () => {
  render(<Countdown until="" over="no longer" />);
  expect(screen.getByText('no longer')).toBeTruthy();
});

it.each([
  [600, '10:00'],
  [581, '9:41'],
  [9, '0:09'],
])('%d seconds are %s', (seconds, words) => expect(clock(seconds)).toBe(words));
