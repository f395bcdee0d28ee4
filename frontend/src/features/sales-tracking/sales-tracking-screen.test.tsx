import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { goError } from '../../test/bindings';
import { money, usd } from '../../test/fixture/money';
import { salesTracking } from '../../test/fixture/programme';
import { open } from '../../test/render';
import { services } from '../../test/services';

const rowNames = () =>
  within(screen.getByRole('table', { name: 'Members' }))
    .getAllByRole('row')
    .map((row) => row.getAttribute('aria-label'))
    .filter((name) => name !== null);

it('shows the totals of the period and a row for each member', async () => {
  const given = services();
  const report = vi.spyOn(given.Reports, 'SalesTracking');
  open('/sales-tracking', given);
  const totals = await screen.findByLabelText('Totals');
  expect(totals.textContent).toContain('Payments due$458.82');
  expect(totals.textContent).toContain('Members with conversions9');
  expect(rowNames()).toHaveLength(10);
  expect(report).toHaveBeenLastCalledWith({ from: '', to: '' });
  // Today is the workspace’s clock in its own zone.
  fireEvent.click(screen.getByRole('radio', { name: 'Last 30 days' }));
  await waitFor(() => expect(report).toHaveBeenLastCalledWith({ from: '2026-10-24', to: '2026-11-22' }));
});

it('sorts by sales from the largest, and by a column that is chosen', async () => {
  open('/sales-tracking');
  await screen.findByRole('table', { name: 'Members' });
  expect(rowNames().slice(0, 2)).toEqual(['Ana Oliveira', 'Ben Achterberg']);
  fireEvent.click(screen.getByRole('button', { name: 'Due (USD)' }));
  expect(rowNames().slice(0, 3)).toEqual(['Ana Oliveira', 'Ben Achterberg', 'Emeka Lindqvist']);
  fireEvent.click(screen.getByRole('button', { name: 'Due (USD)' }));
  expect(rowNames().at(-1)).toBe('Ana Oliveira');
  fireEvent.click(screen.getByRole('button', { name: 'Member' }));
  expect(rowNames().at(-1)).toBe('Jonas Weber');
});

it('never mixes currencies', async () => {
  const given = services();
  const report = salesTracking();
  const usd = report.totals[0];
  const row = report.rows[0];
  if (!usd || !row) throw new Error('the fixture has totals and rows');
  given.Reports.SalesTracking = async () => ({
    ...report,
    totals: [usd, { ...usd, currency: 'EUR', sales: money(777, 'EUR') }],
    rows: [...report.rows, { ...row, currency: 'EUR', memberName: 'Euro only', sales: money(777, 'EUR') }],
  });
  open('/sales-tracking', given);
  await screen.findByRole('table', { name: 'Members' });
  expect(rowNames()).not.toContain('Euro only');
  fireEvent.click(screen.getByRole('radio', { name: 'EUR' }));
  expect(rowNames()).toEqual(['Euro only']);
  expect(screen.getByRole('button', { name: 'Sales (EUR)' })).toBeTruthy();
});

it('leads from a period without anything to all time', async () => {
  const given = services();
  const report = salesTracking();
  const none = report.totals.map((t) => ({ ...t, clicks: 0, conversions: 0, earned: usd(0), due: usd(0) }));
  given.Reports.SalesTracking = async ({ from }) => (from === '' ? report : { ...report, totals: none });
  open('/sales-tracking?period=last-month', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Show all time' }));
  expect(await screen.findByRole('table', { name: 'Members' })).toBeTruthy();
});

it('leads from an empty programme to the first offer', async () => {
  const given = services('empty');
  const steps = await given.Setup.State();
  given.Setup.State = async () => ({ ...steps, hidden: true }); // else its steps lead there
  open('/sales-tracking', given);
  const buttons = await screen.findAllByRole('button', { name: 'Add Link Tracking Offer' });
  fireEvent.click(buttons[0] as HTMLElement);
  expect(await screen.findByRole('dialog', { name: 'Add Link Tracking Offer' })).toBeTruthy();
});

it('says what went wrong and tries again', async () => {
  const given = services();
  const works = given.Reports.SalesTracking;
  given.Reports.SalesTracking = () =>
    Promise.reject(goError('The database is busy.', {}, 'Close the other window.'));
  open('/sales-tracking', given);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The database is busy.Close the other window.');
  given.Reports.SalesTracking = works;
  fireEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
  expect(await screen.findByRole('table', { name: 'Members' })).toBeTruthy();
});

it('says only that there are no clicks yet once offers have links and the set-up is done', async () => {
  const given = services();
  const report = salesTracking();
  given.Reports.SalesTracking = async () => ({ ...report, totals: [], rows: [] });
  open('/sales-tracking', given);
  expect(await screen.findByText('No clicks yet.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Generate links' })).toBeNull();
});
