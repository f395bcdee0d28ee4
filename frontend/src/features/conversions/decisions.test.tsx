import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { conversions } from '../../test/fixture/conversions';
import { usd } from '../../test/fixture/money';
import { open } from '../../test/render';
import { services } from '../../test/services';

const ana = 'Ana Oliveira, order NW-10482, 2026-11-22'; // pending
const paid = 'Ben Achterberg, order NW-10476, 2026-11-16';

async function choose(...names: string[]): Promise<ReturnType<typeof within>> {
  for (const name of names) fireEvent.click(await screen.findByRole('checkbox', { name: `Select ${name}` }));
  return within(screen.getByRole('region', { name: 'Chosen conversions' }));
}

it('holds several, names what was left and why, and takes all of it back', async () => {
  const given = services();
  const undo = vi.spyOn(given.Undo, 'Do');
  open('/conversions', given);
  const bar = await choose(ana, paid);
  fireEvent.click(bar.getByRole('button', { name: 'Hold' }));
  fireEvent.change(bar.getByRole('textbox', { name: 'Reason' }), { target: { value: 'Coupon?' } });
  fireEvent.click(bar.getByRole('button', { name: 'Hold 2' }));
  expect(await screen.findByText('1 conversion put on hold, 1 left')).toBeTruthy();
  expect(screen.getByText('NW-10476', { selector: 'li span' }).closest('li')?.textContent).toBe(
    'NW-10476: It is paid.',
  );
  const row = () => within(screen.getByRole('row', { name: ana }));
  await waitFor(() => expect(row().getByText('On hold')).toBeTruthy());
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('1 conversion as before.')).toBeTruthy();
  expect(undo).toHaveBeenCalledWith('u-0');
  await waitFor(() => expect(row().getByText('Pending')).toBeTruthy());
});

it('offers no way back where nothing changed', async () => {
  open('/conversions');
  const bar = await choose(paid);
  fireEvent.click(bar.getByRole('button', { name: 'Back to pending' }));
  expect(await screen.findByText('0 conversions set back to pending, 1 left')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

it('decides on all that the filter shows', async () => {
  const given = services();
  const decide = vi.spyOn(given.Conversions, 'Decide');
  given.Conversions.List = async () => ({ rows: conversions(), total: 1204 });
  open('/conversions?status=pending', given);
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Select all' }));
  const bar = within(screen.getByRole('region', { name: 'Chosen conversions' }));
  expect(bar.getByText('All 1,204 conversions chosen')).toBeTruthy();
  expect(bar.getByRole('button', { name: 'Adjust amount' }).getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(bar.getByRole('button', { name: 'Approve 1,204' }));
  await waitFor(() => expect(decide).toHaveBeenCalledOnce());
  expect(decide.mock.calls[0]?.[0]).toMatchObject({
    conversionIds: [],
    seen: [],
    status: 'approved',
    all: { status: 'pending', offset: 0, limit: 0 },
    except: [],
  });
});

it('adjusts amounts only with an amount and a reason, and says what is wrong with them', async () => {
  const given = services();
  const adjust = vi.spyOn(given.Conversions, 'Adjust');
  open('/conversions', given);
  const bar = await choose(ana);
  fireEvent.click(bar.getByRole('button', { name: 'Adjust amount' }));
  fireEvent.click(bar.getByRole('button', { name: 'Adjust 1' }));
  expect(await bar.findByText('Enter an amount.')).toBeTruthy();
  expect(adjust).not.toHaveBeenCalled();
  const amount = bar.getByRole('textbox', { name: 'Amount for each (USD)' });
  fireEvent.change(amount, { target: { value: 'five' } });
  fireEvent.change(bar.getByRole('textbox', { name: 'Reason' }), { target: { value: 'Agreed extra' } });
  fireEvent.click(bar.getByRole('button', { name: 'Adjust 1' }));
  expect(await bar.findByText('Enter an amount such as 25.00 or -25.00.')).toBeTruthy();
  fireEvent.change(amount, { target: { value: '5.00' } });
  fireEvent.click(bar.getByRole('button', { name: 'Adjust 1' }));
  await waitFor(() => expect(within(screen.getByRole('row', { name: ana })).getByText('9.90')).toBeTruthy());
  expect(adjust).toHaveBeenLastCalledWith({ conversionIds: ['c-0'], amount: '5.00', reason: 'Agreed extra' });
});

it('offers on one conversion what its status allows, and says who else claims the order', async () => {
  const given = services();
  const rows = conversions().map((row) =>
    row.id === 'c-2' ? { ...row, adjusted: usd(-500), payout: usd(1574) } : row,
  );
  given.Conversions.Get = async (id) => {
    const row = rows.find((candidate) => candidate.id === id) ?? rows[0];
    if (!row) throw new Error(id);
    return { row, explanation: '10 % of the sale.', history: [], cjRows: [], transfers: [] };
  };
  open('/conversions?open=c-2', given);
  const panel = within(await screen.findByRole('dialog', { name: /^Chidera Okafor/ }));
  expect(await panel.findByRole('button', { name: 'Approve' })).toBeTruthy();
  expect(panel.queryByRole('button', { name: 'Back to pending' })).toBeNull();
  expect(panel.getByText(/−\$5\.00 taken off by hand/)).toBeTruthy();
  expect(panel.getByText(/^Ben Achterberg has a link or promo code/)).toBeTruthy();
});

it('leaves what CJ took back to CJ’s rows', async () => {
  open('/conversions?open=c-8');
  const panel = within(await screen.findByRole('dialog', { name: /^Daniela Ruiz/ }));
  await panel.findByText('How the payout was worked out');
  expect(panel.queryByRole('button', { name: 'Approve' })).toBeNull();
});

it('explains the statuses and their moves', async () => {
  open('/conversions');
  fireEvent.click(await screen.findByRole('button', { name: 'What the statuses mean' }));
  const panel = within(await screen.findByRole('dialog', { name: 'What the statuses mean' }));
  expect(await panel.findByText(/You can make it approved, rejected or on hold\./)).toBeTruthy();
});
