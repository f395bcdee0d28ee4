import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { conversionDetail, conversions } from '../../test/fixture/conversions';
import { open } from '../../test/render';
import { services } from '../../test/services';
import type { desktop } from '../../wailsjs/go/models';

const first = 'Ana Oliveira, order NW-10482, 2026-11-22';
const second = 'Ben Achterberg, order NW-10481, 2026-11-21';

it('shows our status and CJ’s side by side', async () => {
  open('/conversions');
  const row = await screen.findByRole('row', { name: second });
  expect(within(row).getByText('Pending')).toBeTruthy();
  expect(within(row).getByText('New')).toBeTruthy();
});

it('approves several at once', async () => {
  const given = services();
  const decide = vi.spyOn(given.Conversions, 'Decide');
  open('/conversions', given);
  fireEvent.click(await screen.findByRole('checkbox', { name: `Select ${first}` }));
  fireEvent.keyDown(screen.getByRole('row', { name: second }), { key: ' ' });
  const bar = screen.getByRole('region', { name: 'Chosen conversions' });
  expect(bar.textContent).toContain('2 conversions chosen');
  expect(bar.textContent).toMatch(/\$\d+\.\d\d of payouts/);
  fireEvent.click(within(bar).getByRole('button', { name: 'Approve 2' }));
  await waitFor(() => expect(decide).toHaveBeenCalledOnce());
  expect(decide).toHaveBeenCalledWith({
    conversionIds: ['c-0', 'c-1'],
    seen: ['e-0', 'e-1'],
    status: 'approved',
    reason: '',
  });
  await waitFor(() => expect(screen.queryByRole('region', { name: /^Chosen/ })).toBeNull());
});

it.each([
  ['Reject', 'rejected'],
  ['Hold', 'on_hold'],
])('asks for a reason to %s', async (verb, status) => {
  const given = services();
  const decide = vi.spyOn(given.Conversions, 'Decide');
  open('/conversions?open=c-0', given);
  const panel = await screen.findByRole('dialog', { name: /^Ana Oliveira/ });
  fireEvent.click(within(panel).getByRole('button', { name: verb }));
  fireEvent.click(within(panel).getByRole('button', { name: verb }));
  expect(await within(panel).findByText('Enter a reason. It stays with the conversion.')).toBeTruthy();
  expect(decide).not.toHaveBeenCalled();
  const reason = within(panel).getByRole('textbox', { name: 'Reason' });
  fireEvent.change(reason, { target: { value: ' order was returned ' } });
  fireEvent.click(within(panel).getByRole('button', { name: verb }));
  await waitFor(() =>
    expect(decide).toHaveBeenCalledWith({
      conversionIds: ['c-0'],
      seen: ['e-0'],
      status,
      reason: 'order was returned',
    }),
  );
});

it('asks the Go side for what the filters say', async () => {
  const given = services();
  const list = vi.spyOn(given.Conversions, 'List');
  open('/conversions?member=m-ben', given);
  fireEvent.click(await screen.findByRole('radio', { name: 'On hold' }));
  await waitFor(() =>
    expect(list).toHaveBeenLastCalledWith(
      expect.objectContaining({ status: 'on_hold', memberId: 'm-ben', offset: 0, limit: 100 }),
    ),
  );
  expect(window.location.hash).toBe('#/conversions?member=m-ben&status=on_hold');
});

it('tells the story of one conversion', async () => {
  open('/conversions?open=c-1');
  const panel = await screen.findByRole('dialog', { name: /^Ben Achterberg/ });
  expect(await within(panel).findByText('CJ lists the sale as new')).toBeTruthy();
  expect(within(panel).getByText(/10 % of the sale/)).toBeTruthy();
  expect(within(panel).getByText('2938475610')).toBeTruthy();
  expect(within(panel).getByText('expense:payouts')).toBeTruthy();
});

it('shows the raw postback calls, and only the refused ones when asked', async () => {
  open('/conversions');
  fireEvent.click(await screen.findByRole('button', { name: 'Postback calls' }));
  const panel = await screen.findByRole('dialog', { name: 'Postback calls' });
  expect(await within(panel).findAllByRole('listitem')).toHaveLength(3);
  expect(panel.textContent).toContain('"promo_code":"ANA10"');
  fireEvent.click(within(panel).getByRole('radio', { name: 'Refused' }));
  const [refused, ...others] = within(panel).getAllByRole('listitem');
  expect(others).toHaveLength(0);
  expect(refused?.textContent).toContain('names no click and no promo code');
});

it('shows a sale by promo code by its code', async () => {
  const given = services();
  const [sale] = conversions();
  const typed = {
    ...(sale as desktop.ConversionRow),
    memberId: '',
    memberName: '',
    clickId: '',
    promoCode: 'ANA10',
  };
  given.Conversions.List = async () => ({ rows: [typed], total: 1 });
  given.Conversions.Get = async () => conversionDetail(typed);
  open('/conversions', given);
  fireEvent.click(await screen.findByRole('row', { name: /^Promo code ANA10, order/ }));
  const panel = await screen.findByRole('dialog', { name: /^Promo code ANA10 · / });
  expect((await within(panel).findByText('Promo code')).closest('div')?.textContent).toContain('ANA10');
});

it('says that no conversion matches the filters, and shows all', async () => {
  const given = services();
  given.Conversions.List = async ({ status }) => ({
    rows: status === 'reversed' ? [] : conversions(),
    total: status === 'reversed' ? 0 : conversions().length,
  });
  open('/conversions?status=reversed', given);
  expect(await screen.findByText('None match these filters.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(await screen.findByRole('row', { name: first })).toBeTruthy();
});

it('begins to choose anew when it is sorted in another way', async () => {
  open('/conversions');
  fireEvent.click(await screen.findByRole('checkbox', { name: `Select ${first}` }));
  const bar = screen.getByRole('region', { name: 'Chosen conversions' });
  expect(bar.textContent).toContain('1 conversion chosen');
  fireEvent.click(screen.getByRole('button', { name: 'Status' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Chosen conversions' })).toBeNull());
});
