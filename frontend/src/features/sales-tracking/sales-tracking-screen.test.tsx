import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { goError } from '../../test/bindings';
import { homeView } from '../../test/fixture/home';
import { money } from '../../test/fixture/money';
import { salesTracking } from '../../test/fixture/programme';
import { open } from '../../test/render';
import { services } from '../../test/services';

const rowNames = () =>
  within(screen.getByRole('table', { name: 'Members' }))
    .getAllByRole('row')
    .map((row) => row.getAttribute('aria-label'))
    .filter((name) => name !== null);

it('shows the key figures of the period with the one before, and a row for each member', async () => {
  const given = services();
  const asked = vi.spyOn(given.Reports, 'Home');
  open('/sales-tracking', given);
  const totals = await screen.findByLabelText('Totals');
  expect(totals.textContent).toContain('Payments due$458.82');
  expect(totals.textContent).toContain('Members with conversions9');
  expect(totals.textContent).toContain('+12.5 % more before ');
  await screen.findByRole('table', { name: 'Members' });
  expect(rowNames()).toHaveLength(10);
  // Today is the workspace’s clock in its own zone.
  const lastMonth = { from: '2026-10-24', to: '2026-11-22' };
  expect(asked).toHaveBeenLastCalledWith(expect.objectContaining({ period: lastMonth, where: [] }));
  fireEvent.click(screen.getByRole('radio', { name: 'All time' }));
  await waitFor(() =>
    expect(asked).toHaveBeenLastCalledWith(expect.objectContaining({ period: { from: '', to: '' } })),
  );
});

it('says why a key figure is what it is, of just this period', async () => {
  const given = services();
  const why = vi.spyOn(given.Reports, 'Why');
  open('/sales-tracking', given);
  fireEvent.click(await screen.findByRole('button', { name: /^Payments due: / }));
  expect(await screen.findByRole('dialog', { name: /^Why this number/ })).toBeTruthy();
  expect(why).toHaveBeenCalledWith({
    question: expect.objectContaining({ period: { from: '2026-10-24', to: '2026-11-22' } }),
    cell: expect.objectContaining({ currency: 'USD', measure: 'payout_due', row: [] }),
  });
});

it('leads from offers to members to links to their conversions, and back up', async () => {
  const given = services();
  const asked = vi.spyOn(given.Explorer, 'Ask');
  const home = vi.spyOn(given.Reports, 'Home');
  open('/sales-tracking', given);
  await screen.findByRole('table', { name: 'Members' });
  fireEvent.click(screen.getByRole('radio', { name: 'Offers' }));
  const offers = await screen.findByRole('table', { name: 'Offers' });
  const [, first] = within(offers).getAllByRole('row');
  fireEvent.click(first as HTMLElement);
  const members = await screen.findByRole('table', { name: 'Members' });
  const offer = asked.mock.lastCall?.[0].where[0];
  expect(offer).toEqual({ dimension: 'offer', values: [expect.any(String)], not: false });
  expect(home.mock.lastCall?.[0].where).toEqual([offer]);
  fireEvent.click(within(members).getAllByRole('row')[1] as HTMLElement);
  const links = await screen.findByRole('table', { name: 'Links' });
  const trail = screen.getByRole('navigation', { name: 'Level' });
  expect(within(trail).getByRole('button', { name: 'All sales' })).toBeTruthy();
  fireEvent.click(within(links).getAllByRole('row')[1] as HTMLElement);
  await waitFor(() => expect(window.location.hash).toMatch(/^#\/conversions\?member=.+&offer=.+&link=/));
  expect(window.location.hash).toContain('period=2026-10-24..2026-11-22');
});

it('exports the level that is shown, in its currency', async () => {
  const given = services();
  const exported = vi.spyOn(given.Explorer, 'Export');
  const asked = vi.spyOn(given.Explorer, 'Ask');
  open('/sales-tracking?by=offer', given);
  await screen.findByRole('table', { name: 'Offers' });
  fireEvent.click(screen.getByRole('button', { name: 'Export' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: /^CSV/ }));
  await waitFor(() => expect(exported).toHaveBeenCalled());
  const shown = asked.mock.lastCall?.[0];
  expect(exported.mock.lastCall?.[0].question).toMatchObject({
    by: ['offer'],
    where: shown?.where,
    measures: shown?.measures,
    period: shown?.period,
    currencies: ['USD'],
  });
});

it('goes back up by its trail', async () => {
  open('/sales-tracking?offer=o-autumn&member=m-ana&by=link');
  const trail = await screen.findByRole('navigation', { name: 'Level' });
  fireEvent.click(await within(trail).findByRole('button', { name: 'Autumn collection' }));
  await waitFor(() => expect(window.location.hash).toBe('#/sales-tracking?offer=o-autumn'));
  fireEvent.click(within(trail).getByRole('button', { name: 'All sales' }));
  await waitFor(() => expect(screen.queryByRole('navigation', { name: 'Level' })).toBeNull());
});

it('tells what needs attention, leads to it, and forgets what was seen', async () => {
  const given = services();
  const looked = vi.spyOn(given.Reports, 'Looked');
  open('/sales-tracking', given);
  const list = await screen.findByRole('list', { name: 'Needs attention' });
  expect(within(list).getAllByRole('listitem')).toHaveLength(4);
  expect(list.textContent).toContain('−$96.00 of sales and −$14.40 of commission');
  const corrections = within(list)
    .getByText(/^4 corrections/)
    .closest('li') as HTMLElement;
  fireEvent.click(within(corrections).getByRole('button', { name: 'I have seen it' }));
  await waitFor(() => expect(screen.queryByText(/^4 corrections/)).toBeNull());
  expect(looked).toHaveBeenCalledExactlyOnceWith('corrections', 'e1 148');
  fireEvent.click(within(list).getByRole('button', { name: 'See the calls' }));
  await waitFor(() => expect(window.location.hash).toBe('#/conversions?calls=1'));
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
  const home = given.Reports.Home;
  given.Reports.Home = async (question) => {
    const view = await home(question);
    return {
      ...view,
      currencies: [...view.currencies, { currency: 'EUR', kpis: view.currencies[0]?.kpis ?? [] }],
    };
  };
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
  const home = given.Reports.Home;
  given.Reports.Home = async (question) =>
    question.period.from === '' ? home(question) : homeView(question, false);
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
  const works = given.Reports.Home;
  given.Reports.Home = () => Promise.reject(goError('The database is busy.', {}, 'Close the other window.'));
  open('/sales-tracking', given);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The database is busy.Close the other window.');
  given.Reports.Home = works;
  fireEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
  expect(await screen.findByRole('table', { name: 'Members' })).toBeTruthy();
});

it('says only that there are no clicks yet once offers have links and the set-up is done', async () => {
  const given = services();
  given.Reports.Home = async (question) => homeView(question, false);
  open('/sales-tracking?period=all-time', given);
  expect(await screen.findByText('No clicks yet.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Generate links' })).toBeNull();
});
