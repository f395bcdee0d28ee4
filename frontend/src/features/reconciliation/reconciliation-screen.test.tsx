import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { goError } from '../../test/bindings';
import { usd } from '../../test/fixture/money';
import { caseRow, reconciliationRun } from '../../test/fixture/reconciliation';
import { open } from '../../test/render';
import { services } from '../../test/services';

const found = () => screen.findByRole('table', { name: 'What was found' });
const sales = () => screen.findByRole('table', { name: 'Sales' });
const cells = (row: HTMLElement) =>
  within(row)
    .getAllByRole('cell')
    .map((cell) => cell.textContent);

it('shows what was found by kind, with the totals of each source and whether they tie', async () => {
  open('/reconciliation');
  const table = await found();
  const differs = within(table).getByRole('row', { name: /^Amount differs/ });
  expect(cells(differs).slice(1)).toEqual(['2', '2', '240.01', '24.00', '240.00', '220.00']);
  expect(table.textContent).toContain('Total');
  expect(await screen.findByText('All of them, to the cent')).toBeTruthy();
});

it('says loudly which total does not tie, and why', async () => {
  const given = services();
  const off = reconciliationRun();
  off.ties = off.ties.map((tie) => ({ ...tie, ok: false, why: 'Two entries of the log could not be read.' }));
  given.Reconciliation.Start = async () => off;
  given.Reconciliation.Run = async () => off;
  open('/reconciliation', given);
  expect(await screen.findByText('1 do not')).toBeTruthy();
  expect(screen.getByText('Two entries of the log could not be read.')).toBeTruthy();
});

it('shows progress and can be cancelled', async () => {
  const given = services();
  let state = 'running';
  given.Reconciliation.Start = async () => reconciliationRun({ state, done: 40_000, total: 200_000 });
  given.Reconciliation.Run = async () => reconciliationRun({ state, done: 80_000, total: 200_000 });
  given.Reconciliation.Cancel = async () => {
    state = 'cancelled';
  };
  open('/reconciliation', given);
  expect(await screen.findByText(/of 200,000 rows$/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(await screen.findByText('The comparison was cancelled.')).toBeTruthy();
});

it('decides by a key on the row that has the focus, and takes it back by another', async () => {
  const given = services();
  const decide = vi.spyOn(given.Reconciliation, 'Decide');
  open('/reconciliation', given);
  fireEvent.click(within(await found()).getByRole('row', { name: /^Amount differs/ }));
  const row = () => screen.getByRole('row', { name: 'Order NW-1003, 2026-10-04' });
  await sales();
  row().focus();
  fireEvent.keyDown(row(), { key: 'r' });
  await waitFor(() => expect(row().textContent).toContain('Restate at CJ'));
  expect(decide).toHaveBeenCalledExactlyOnceWith({
    runId: 'run-1',
    outcome: 'restate',
    note: '',
    keys: ['1003'],
  });
  fireEvent.keyDown(row(), { key: 'u' });
  await waitFor(() => expect(row().textContent).not.toContain('Restate at CJ'));
});

it('j and k go from sale to sale', async () => {
  open('/reconciliation?bucket=amount');
  const [first, second] = within(await sales()).getAllByRole('row', { name: /^Order/ });
  first?.focus();
  fireEvent.keyDown(first as HTMLElement, { key: 'j' });
  expect(document.activeElement).toBe(second);
  fireEvent.keyDown(second as HTMLElement, { key: 'k' });
  expect(document.activeElement).toBe(first);
});

it('decides on all that the filter shows, with a note', async () => {
  const given = services();
  const decide = vi.spyOn(given.Reconciliation, 'Decide');
  open('/reconciliation?bucket=amount', given);
  const table = await sales();
  fireEvent.click(within(table).getByRole('checkbox', { name: /^Select Order NW-1003/ }));
  const bar = await screen.findByRole('region', { name: 'Chosen sales' });
  fireEvent.click(within(bar).getByRole('button', { name: 'Choose all 2 that the filter shows' }));
  fireEvent.change(within(bar).getByLabelText('Note'), { target: { value: ' checked ' } });
  fireEvent.click(within(bar).getByRole('button', { name: 'It is right' }));
  await waitFor(() => expect(decide).toHaveBeenCalledOnce());
  expect(decide.mock.calls[0]?.[0]).toMatchObject({
    keys: [],
    all: { runId: 'run-1', bucket: 'amount', decided: '', text: '' },
    outcome: 'accept',
    note: 'checked',
  });
});

it('lays the three sources of a sale side by side, and says what is missing', async () => {
  open('/reconciliation?bucket=shop_only');
  fireEvent.click(within(await sales()).getByRole('row', { name: /^Order NW-1002/ }));
  const panel = await screen.findByRole('dialog', { name: 'Order NW-1002' });
  expect(panel.textContent).toContain('CJ does not list this sale.');
  expect(panel.textContent).toContain('No postback told of this sale.');
  expect(panel.textContent).toContain('The shop has the order with the promo code MIA10');
});

it('reads the shop’s orders in, once it is said which column is what', async () => {
  const given = services();
  const read = vi.spyOn(given.Reconciliation, 'ImportOrders');
  open('/reconciliation?orders=1', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Choose a file' }));
  const form = await screen.findByRole('form', { name: 'Columns of orders_export.csv' });
  expect(within(form).getByText('Still to choose: Amount')).toBeTruthy();
  fireEvent.change(within(form).getByLabelText(/^Amount/), { target: { value: 'Total' } });
  fireEvent.change(within(form).getByRole('combobox', { name: 'Shop' }), {
    target: { value: 'outlet.example' },
  });
  fireEvent.click(within(form).getByRole('button', { name: 'Read in 412 lines' }));
  expect(await screen.findByText('Line 17: “n/a” is not an amount.')).toBeTruthy();
  expect(read.mock.calls[0]?.[0]).toEqual({
    id: 'file-1',
    mapping: [
      { label: 'order', value: 'Name' },
      { label: 'amount', value: 'Total' },
    ],
    dayForm: 'ymd',
    currency: 'USD',
    decimal: '',
    shop: 'outlet.example',
  });
  expect(await screen.findByText(/^outlet.example · 411 orders of/)).toBeTruthy();
});

it('shows what each of CJ’s action trackers counts, and what was decided of a sale before it changed', async () => {
  const given = services();
  const row = caseRow('1009', { bucket: 'amount', outcome: 'cancel', changed: true });
  row.cj.counts = [
    { tracker: '22', amount: usd(12_000), commission: usd(1_200) },
    { tracker: '33', amount: usd(4_000), commission: usd(100) },
  ];
  given.Reconciliation.Cases = async () => ({ rows: [row], total: 1 });
  open('/reconciliation?bucket=amount', given);
  const shown = within(await sales()).getByRole('row', { name: /^Order NW-1009/ });
  expect(shown.textContent).toContain('120.0040.00');
  expect(shown.textContent).toContain('Decide again');
  fireEvent.click(shown);
  const panel = await screen.findByRole('dialog', { name: 'Order NW-1009' });
  expect(panel.textContent).toContain('Action tracker 33$40.00');
});

it('asks once for the brand’s numbers, and says which is wrong', async () => {
  open('/reconciliation?account=1');
  const panel = await screen.findByRole('dialog', { name: 'The brand’s numbers at CJ' });
  fireEvent.change(within(panel).getByLabelText('Company id'), { target: { value: 'abc' } });
  fireEvent.click(within(panel).getByRole('button', { name: 'Save' }));
  expect(await within(panel).findByText('Use digits only.')).toBeTruthy();
});

it('teaches where sales come from while there are none', async () => {
  open('/reconciliation', services('empty'));
  expect(await screen.findByText(/^No sale in these days/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Show all time' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Read in the shop’s orders' }));
  expect(await screen.findByRole('dialog', { name: 'The shop’s orders' })).toBeTruthy();
});

it('goes through the sales in the panel by the same keys, and back to the list where it ended', async () => {
  const given = services();
  const decide = vi.spyOn(given.Reconciliation, 'Decide');
  open('/reconciliation?bucket=amount', given);
  const [first, second] = within(await sales()).getAllByRole('row', { name: /^Order/ }) as HTMLElement[];
  first?.focus();
  fireEvent.keyDown(first as HTMLElement, { key: 'Enter' });
  fireEvent.keyDown(await screen.findByRole('dialog'), { key: 'j' });
  const panel = await screen.findByRole('dialog', {
    name: second?.getAttribute('aria-label')?.split(',')[0],
  });
  fireEvent.keyDown(panel, { key: 'n' });
  const note = within(panel).getByLabelText('Note');
  expect(document.activeElement).toBe(note);
  fireEvent.keyDown(note, { key: 'a' }); // is typed
  expect(decide).not.toHaveBeenCalled();
  fireEvent.keyDown(panel, { key: 'a' });
  await waitFor(() => expect(decide).toHaveBeenCalledOnce());
  await waitFor(() => expect(second?.textContent).toContain('It is right'));
  fireEvent.keyDown(panel, { key: 'Escape' });
  await waitFor(() => expect(document.activeElement).toBe(second));
});

it('asks for the brand’s numbers when a file of CJ’s needs them, and says what is not in a file', async () => {
  const given = services();
  given.Reconciliation.Export = async ({ kind }) => {
    if (kind === 'cancellations') throw goError('CJ’s file needs numbers.', { companyId: 'Enter it.' });
    return {
      path: '/r.csv',
      rows: 1,
      hash: '',
      cancelled: false,
      leftOut: [{ label: 'Order 7', value: 'Too late.' }],
    };
  };
  open('/reconciliation', given);
  const write = async (file: RegExp) => {
    fireEvent.click(await screen.findByRole('button', { name: 'Export' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: file }));
  };
  await write(/^Restatements/);
  expect(await screen.findByText('Order 7: Too late.')).toBeTruthy();
  await write(/^Cancellations/);
  expect(await screen.findByRole('dialog', { name: 'The brand’s numbers at CJ' })).toBeTruthy();
});

it('leaves out of a joint decision what was decided and left the list', async () => {
  const given = services();
  const decide = vi.spyOn(given.Reconciliation, 'Decide');
  open('/reconciliation?bucket=amount', given);
  await sales();
  fireEvent.click(screen.getByRole('radio', { name: 'To decide' }));
  const table = await sales();
  const [one, two] = within(table).getAllByRole('row', { name: /^Order/ }) as [HTMLElement, HTMLElement];
  for (const row of [one, two]) fireEvent.click(within(row).getByRole('checkbox'));
  const bar = await screen.findByRole('region', { name: 'Chosen sales' });
  expect(bar.textContent).toContain('2 sales chosen');
  fireEvent.keyDown(one, { key: 'r' });
  await waitFor(() => expect(bar.textContent).toContain('1 sale chosen'));
  fireEvent.click(within(bar).getByRole('button', { name: 'It is right' }));
  await waitFor(() => expect(decide).toHaveBeenCalledTimes(2));
  expect(decide.mock.calls[0]?.[0].keys).toHaveLength(1);
  expect(decide.mock.calls[1]?.[0].keys).toHaveLength(1);
  expect(decide.mock.calls[1]?.[0].keys).not.toEqual(decide.mock.calls[0]?.[0].keys);
});
