import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { booksHead, failedBooks, transfers } from '../../test/fixture/books';
import { open } from '../../test/render';
import { services } from '../../test/services';

const table = (currency: string) => screen.findByRole('table', { name: `Accounts in ${currency}` });
const cells = (row: HTMLElement) =>
  within(row)
    .getAllByRole('cell')
    .map((cell) => cell.textContent);

it('shows the accounts of each currency apart, by kind, with the currency in the head', async () => {
  open('/books');
  const dollars = await table('USD');
  expect(cells(within(dollars).getByRole('row', { name: 'Balance to pay from' }))).toEqual([
    'Balance to pay from',
    '−96.00',
    '708.50',
    '612.50',
  ]);
  expect(
    within(dollars)
      .getAllByRole('columnheader')
      .map((head) => head.textContent),
  ).toEqual([
    'Account',
    'Pending (USD)',
    'Posted (USD)',
    'Available (USD)',
    'What you have (assets)',
    'What you owe (liabilities)',
    'What you earned (income)',
    'What it cost (expenses)',
    'What you put in (equity)',
  ]);
  expect(dollars.textContent).not.toContain('52.00');
  const tables = screen.getAllByRole('table').map((one) => one.getAttribute('aria-label'));
  expect(tables).toEqual(['Accounts in USD', 'Accounts in EUR']); // the workspace’s own first
  expect(screen.getByTestId('trial-balance-EUR').textContent).toContain('debits 52.00 · credits 52.00 EUR');
});

it('is quiet while the books hold', async () => {
  open('/books');
  const checks = await screen.findByRole('list', { name: 'Checks of the books' });
  expect(within(checks).getAllByRole('listitem')).toHaveLength(4);
  expect(screen.queryByRole('alert')).toBeNull();
});

it.each([
  ['balanced', 'Debits are 1.00 USD more.', 'Open backups', /^#\/settings\?show=backups/],
  ['clearing', 'Payment files hold 12.00 USD.', 'Open payments', /^#\/payments/],
])('says loudly when the check “%s” fails, and leads to what mends it', async (key, detail, label, to) => {
  const given = services();
  given.Books.Accounts = async () => failedBooks(key, detail);
  open('/books', given);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Payments wait until it does.');
  expect(alert.textContent).toContain(detail);
  fireEvent.click(within(alert).getByRole('button', { name: label }));
  expect(window.location.hash).toMatch(to);
});

it('says where to read what of the log is not in the books', async () => {
  const given = services();
  given.Books.Accounts = async () => failedBooks('complete', 'Entry 17 could not be read.');
  open('/books', given);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Entry 17 could not be read.');
  expect(alert.textContent).toContain('Open the sync chip');
  expect(within(alert).queryByRole('button')).toBeNull();
});

it('shows an account’s transfers as the account sees them, and leads to what caused each', async () => {
  open('/books');
  fireEvent.click(await screen.findByRole('row', { name: 'Owed to members' }));
  const panel = await screen.findByRole('dialog', { name: 'Owed to members' });
  const list = await within(panel).findByRole('list', { name: 'Transfers' });
  const [sale, pending, payment] = within(list).getAllByRole('button');
  expect(sale?.textContent).toContain('4.90');
  expect(pending?.textContent).toContain('Pending');
  expect(payment?.textContent).toContain('−96.00'); // what we owe shrinks by a payment
  fireEvent.click(payment as HTMLElement);
  expect(within(list).getByText('transfer 410, entry 1,870 of the log')).toBeTruthy();
  fireEvent.click(within(list).getByRole('link', { name: 'Payment no. 3' }));
  expect(await screen.findByRole('dialog', { name: 'Payment no. 3' })).toBeTruthy();
});

it('narrows an account’s transfers to a period and a member, and leads to their statement', async () => {
  const given = services();
  const ask = vi.spyOn(given.Books, 'Transfers');
  open('/books?currency=USD&account=members:payable', given);
  const panel = await screen.findByRole('dialog', { name: 'Owed to members' });
  fireEvent.click(within(panel).getByRole('radio', { name: 'Last month' }));
  await waitFor(() => expect(within(panel).queryByText('Payment no. 3')).toBeNull());
  expect(await within(panel).findByText('Clicks of Ana Oliveira')).toBeTruthy();
  fireEvent.click(within(panel).getByRole('combobox', { name: 'Member' }));
  fireEvent.click(await screen.findByRole('option', { name: 'Ana Oliveira', hidden: true }));
  await waitFor(() =>
    expect(ask).toHaveBeenLastCalledWith({
      account: 'members:payable',
      currency: 'USD',
      memberId: 'm-ana',
      cause: '',
      period: { from: '2026-10-01', to: '2026-10-31' },
      offset: 0,
      limit: 200,
    }),
  );
  fireEvent.click(within(panel).getByRole('button', { name: 'Statement' }));
  expect(await screen.findByRole('heading', { name: 'Statement of Ana Oliveira' })).toBeTruthy();
});

it('reads a long account in pages', async () => {
  const given = services();
  const [first] = transfers();
  const many = Array.from({ length: 250 }, (_, index) => ({
    ...(first as NonNullable<typeof first>),
    id: `t-${index}`,
    causeTitle: `Order ${index}`,
  }));
  given.Books.Transfers = async ({ offset, limit }) => ({
    rows: many.slice(offset, offset + limit),
    total: many.length,
  });
  open('/books?currency=USD&account=members:payable', given);
  const panel = await screen.findByRole('dialog', { name: 'Owed to members' });
  expect(await within(panel).findByText('200 of 250')).toBeTruthy();
  expect(within(panel).queryByText('Order 249')).toBeNull();
  fireEvent.click(within(panel).getByRole('button', { name: 'Show more' }));
  expect(await within(panel).findByText('Order 249')).toBeTruthy();
  expect(within(panel).getByText('250 of 250')).toBeTruthy();
  expect(within(panel).queryByRole('button', { name: 'Show more' })).toBeNull();
});

it('copies the hash, exports the journal and proves the books on request', async () => {
  const given = services();
  const [journal, prove] = [vi.spyOn(given.Books, 'ExportJournal'), vi.spyOn(given.Books, 'Prove')];
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  open('/books', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Copy hash' }));
  await waitFor(() => expect(copied).toHaveBeenCalledWith(booksHead));
  fireEvent.click(screen.getByRole('button', { name: 'Export journal' }));
  expect(await screen.findByText('Journal written: linkledger.journal')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Prove now' }));
  expect(await screen.findByText(/The whole book was replayed/)).toBeTruthy();
  expect([journal, prove].map((spy) => spy.mock.calls.length)).toEqual([1, 1]);
});

it('does not call a book proven that is not', async () => {
  const given = services();
  given.Books.Prove = async () => failedBooks('proven', 'An account differs.');
  open('/books', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Prove now' }));
  await waitFor(() => expect(screen.queryByText('Prove now')).toBeTruthy());
  expect(screen.queryByText(/The whole book was replayed/)).toBeNull();
});

it('leads an empty book to opening balances', async () => {
  open('/books', services('empty'));
  fireEvent.click(await screen.findByRole('button', { name: 'Enter opening balances' }));
  expect(await screen.findByRole('heading', { name: 'Opening balances' })).toBeTruthy();
});
