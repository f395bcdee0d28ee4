import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { paymentFileOff, paymentFileRead, receiptProposal } from '../../../test/fixture/cash';
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

async function fromFile(given: ReturnType<typeof services>) {
  const opened = await panelOf(given);
  fireEvent.click(opened.panel.getByRole('button', { name: 'Read it from a CSV file…' }));
  const file = within(await screen.findByRole('dialog', { name: 'What the file says' }));
  fireEvent.click(file.getByRole('button', { name: 'Use this file' }));
  const form = within(await screen.findByRole('dialog', { name: 'Record CJ’s payment' }));
  return { ...opened, form, send: form.getByRole<HTMLButtonElement>('button', { name: 'Record payment' }) };
}

it('lists the lines of a file that differ, and leaves out only what a person agrees to', async () => {
  const given = services();
  given.Cash.ReadPaymentFile = async () => paymentFileOff();
  const { record, form, send } = await fromFile(given);
  const lines = within(form.getByRole('list', { name: 'Lines that differ' })).getAllByRole('listitem');
  expect(lines.map((line) => line.textContent)).toEqual([
    expect.stringContaining('Line 4 · CJ owes nothing on it here'),
    expect.stringContaining('Lines 3, 6 · CJ owes $41.25 and paid $39.75.$1.50 less'),
    expect.stringContaining('not read'),
  ]);
  expect(send.disabled).toBe(true);
  fireEvent.click(form.getByRole('checkbox', { name: 'Leave 2 lines out' }));
  fireEvent.click(send);
  await waitFor(() =>
    expect(record).toHaveBeenLastCalledWith(
      expect.objectContaining({ amount: '78.15', unexplained: '14.40' }),
    ),
  );
});

it('keeps what a long file was shortened to, and forgets it when the file is not used', async () => {
  const given = services();
  const read = paymentFileRead();
  const short = { ...read.form, only: [], except: ['c-4'], lockedBefore: '2026-11-11' };
  given.Cash.ReadPaymentFile = async () => ({ ...read, form: short });
  const propose = vi.spyOn(given.Cash, 'Propose');
  const { form } = await fromFile(given);
  expect(form.getByText('2 lines, each what CJ owes, to the cent.')).toBeTruthy();
  const wanted = { except: ['c-4'], lockedBefore: '2026-11-11' };
  await waitFor(() => expect(propose).toHaveBeenLastCalledWith(expect.objectContaining(wanted)));
  fireEvent.click(form.getByRole('button', { name: 'Don’t use the file' }));
  const none = { except: [], lockedBefore: '', unexplained: '' };
  await waitFor(() => expect(propose).toHaveBeenLastCalledWith(expect.objectContaining(none)));
});
