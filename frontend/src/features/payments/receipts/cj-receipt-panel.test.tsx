import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { receiptProposal } from '../../../test/fixture/cash';
import { open } from '../../../test/render';
import { services } from '../../../test/services';

async function panelOf(given = services()) {
  const record = vi.spyOn(given.Payments, 'RecordReceipt');
  open('/payments?do=cj', given);
  const panel = within(await screen.findByRole('dialog', { name: 'Record CJ’s payment' }));
  await panel.findByText(/24 sales that locked before/);
  const type = (name: RegExp, value: string) =>
    fireEvent.change(panel.getByRole('textbox', { name }), { target: { value } });
  return { record, panel, type };
}

it('says what a payment settles before anything is typed', async () => {
  const { panel } = await panelOf();
  expect(panel.getByText('$412.50')).toBeTruthy();
  expect(panel.queryByText('Difference')).toBeNull();
  expect(panel.queryByRole('radio', { name: 'CJ still owes it' })).toBeNull();
});

it('asks about a shortfall, and writes it off with a reason', async () => {
  const { record, panel, type } = await panelOf();
  type(/^Amount/, '400.00');
  expect(await panel.findByText('$12.50 less than expected')).toBeTruthy();
  expect(panel.getByRole<HTMLInputElement>('radio', { name: 'CJ still owes it' }).checked).toBe(true);
  fireEvent.click(panel.getByRole('radio', { name: 'It will not come: write it off' }));
  type(/^Why/, 'Bank fee');
  fireEvent.click(panel.getByRole('button', { name: 'Record payment' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(record).toHaveBeenLastCalledWith(
    expect.objectContaining({ amount: '400.00', writeOff: true, why: 'Bank fee' }),
  );
});

it('says when CJ paid more', async () => {
  const { panel, type } = await panelOf();
  type(/^Amount/, '420.00');
  expect(await panel.findByText('$7.50 more than expected')).toBeTruthy();
  expect(panel.getByRole('textbox', { name: 'Why CJ paid more' })).toBeTruthy();
});

it('takes sales out that the payment is not for', async () => {
  const { record, panel, type } = await panelOf();
  fireEvent.click(panel.getByRole('button', { name: /^24 sales/ }));
  fireEvent.click(panel.getByRole('checkbox', { name: 'NW-10478' }));
  expect(await panel.findByText('$371.25')).toBeTruthy();
  type(/^Amount/, '371.25');
  fireEvent.click(panel.getByRole('button', { name: 'Record payment' }));
  await waitFor(() => expect(record).toHaveBeenLastCalledWith(expect.objectContaining({ except: ['c-4'] })));
});

it('says that a payment is known already, and does not record it again', async () => {
  const given = services();
  const known = 'Recorded on 4 November 2026 with the reference CJ 88120.';
  given.Cash.Propose = async (form) => ({
    ...receiptProposal(),
    known: form.reference === 'CJ 88120' ? known : '',
  });
  const { panel, type } = await panelOf(given);
  const button = panel.getByRole<HTMLButtonElement>('button', { name: 'Record payment' });
  expect(button.disabled).toBe(false);
  type(/^Reference/, 'CJ 88120');
  expect(await panel.findByText(known)).toBeTruthy();
  expect(button.disabled).toBe(true);
});

it('reads a payment from a file whose columns a person names', async () => {
  const given = services();
  const read = vi.spyOn(given.Cash, 'ReadPaymentFile');
  const { record, panel } = await panelOf(given);
  fireEvent.click(panel.getByRole('button', { name: 'Read it from a CSV file…' }));
  const file = within(await screen.findByRole('dialog', { name: 'What the file says' }));
  fireEvent.click(file.getByRole('button', { name: 'Use this file' }));
  const form = within(await screen.findByRole('dialog', { name: 'Record CJ’s payment' }));
  expect(form.getByRole<HTMLInputElement>('textbox', { name: /^Amount/ }).value).toBe('65.25');
  expect(read).toHaveBeenCalledWith(
    expect.objectContaining({
      id: 'f-1',
      mapping: expect.arrayContaining([{ label: 'amount', value: 'Publisher Commission' }]),
    }),
  );
  fireEvent.click(form.getByRole('button', { name: 'Record payment' }));
  await waitFor(() =>
    expect(record).toHaveBeenLastCalledWith(
      expect.objectContaining({
        amount: '65.25',
        reference: 'cj-payment-2026-11',
        day: '2026-11-22',
        only: ['2938475610', '2938475611'],
      }),
    ),
  );
});
