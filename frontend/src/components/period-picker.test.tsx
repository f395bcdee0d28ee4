import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import type { AskedPeriod } from '../lib/period';
import { createQueryClient } from '../lib/query-client';
import { PeriodPicker } from './period-picker';

function show(value: AskedPeriod) {
  const onChange = vi.fn();
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={createQueryClient()}>
        <PeriodPicker value={value} onChange={onChange} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return onChange;
}

it('takes days of a person’s own, and tells what is wrong with them', () => {
  const onChange = show('last-month');
  fireEvent.click(screen.getByRole('button', { name: 'Other days…' }));
  const day = (name: string, value: string) =>
    fireEvent.input(screen.getByRole('textbox', { name: new RegExp(`^${name}`) }), { target: { value } });
  day('First day', '2026-03-31');
  fireEvent.click(screen.getByRole('button', { name: 'Show these days' }));
  expect(screen.getByText('Enter both days.')).toBeTruthy();
  day('Last day', '2026-01-01');
  fireEvent.click(screen.getByRole('button', { name: 'Show these days' }));
  expect(screen.getByText('The first day is after the last one.')).toBeTruthy();
  expect(onChange).not.toHaveBeenCalled();
  day('Last day', '2026-04-30');
  fireEvent.click(screen.getByRole('button', { name: 'Show these days' }));
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ from: '2026-03-31', to: '2026-04-30' });
});

it('says which days are chosen, and goes back to a named period', () => {
  const onChange = show({ from: '2026-01-01', to: '2026-01-31' });
  expect(screen.getByRole('button', { name: 'Jan 1, 2026 – Jan 31, 2026' })).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: 'All time' }));
  expect(onChange).toHaveBeenCalledExactlyOnceWith('all-time');
});
