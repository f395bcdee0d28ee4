import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { cashForecast } from '../../../test/fixture/cash';
import { usd } from '../../../test/fixture/money';
import { open } from '../../../test/render';
import { services } from '../../../test/services';

it('reads each sale’s four clocks aloud: what happened, what is expected, what is not known', async () => {
  open('/payments?view=timeline');
  const table = await screen.findByRole('table', { name: 'Cash timeline' });
  const fresh = within(table).getByRole('row', { name: 'Sale NW-10482 of Ana Oliveira' });
  for (const words of [
    'Sold on Nov 21, 2026',
    'Locks, expected Dec 10, 2026',
    'CJ pays, expected Jan 5, 2027 to Jan 8, 2027',
    'Member paid: not known yet',
  ]) {
    expect(within(fresh).getByText(words)).toBeTruthy();
  }
  const short = within(table).getByRole('row', { name: 'Sale NW-10477 of Emeka Lindqvist' });
  expect(within(short).getByText('CJ paid on Nov 4, 2026: short by $2.00')).toBeTruthy();
});

it('says what paying everybody now would front, with the figures behind it', async () => {
  open('/payments?view=timeline');
  const forecast = await screen.findByRole('region', { name: 'Forecast' });
  expect(await within(forecast).findByText(/Pay everybody now and you front \$863\.76/)).toBeTruthy();
  const figures = within(forecast).getByLabelText('Pay everybody now');
  for (const words of ['$612.50', '$458.82', '$588.76', '$1,047.58', '$435.08 more than the balance']) {
    expect(figures.textContent).toContain(words);
  }
  expect(figures.textContent).toContain('4.2 % of the early part');
  fireEvent.click(within(forecast).getByRole('button', { name: /^Expected days/ }));
  const days = within(forecast).getByRole('table', { name: 'Expected days' });
  expect(within(days).getByText('CJ pays what locked before 1 December')).toBeTruthy();
  expect(days.textContent).toContain('Dec 3, 2026 to Dec 8, 2026');
});

it('shows no risk without history', async () => {
  const given = services();
  given.Cash.Forecast = async () => ({ ...cashForecast(), rate: '', basis: '', risk: usd(0), short: usd(0) });
  open('/payments?view=timeline', given);
  const figures = await screen.findByLabelText('Pay everybody now');
  expect(figures.textContent).toContain('too little history');
  expect(figures.textContent).not.toContain('more than the balance');
});

it('narrows to a stage, and shows all again', async () => {
  const given = services();
  const list = vi.spyOn(given.Cash, 'Timeline');
  open('/payments?view=timeline', given);
  fireEvent.click(await screen.findByRole('radio', { name: /^Locked, CJ has not paid/ }));
  await waitFor(() => expect(window.location.hash).toContain('stage=locked'));
  await waitFor(() => expect(list).toHaveBeenLastCalledWith(expect.objectContaining({ stage: 'locked' })));
  const table = await screen.findByRole('table', { name: 'Cash timeline' });
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(2));
  given.Cash.Timeline = async () => ({ rows: [], total: 0, stages: [] });
  fireEvent.click(screen.getByRole('radio', { name: 'Last month' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Show all' }));
  await waitFor(() => expect(window.location.hash).toBe('#/payments?view=timeline'));
});

it('opens a sale as its conversion', async () => {
  open('/payments?view=timeline');
  const table = await screen.findByRole('table', { name: 'Cash timeline' });
  fireEvent.click(within(table).getByRole('row', { name: 'Sale NW-10478 of Daniela Ruiz' }));
  await waitFor(() => expect(window.location.hash).toBe('#/conversions?open=c-4'));
});

it('says in an empty workspace what will stand there', async () => {
  open('/payments?view=timeline', services('empty'));
  expect(await screen.findByText('Nothing is owed to any member.')).toBeTruthy();
  expect(await screen.findByText(/^No sale yet/)).toBeTruthy();
});
