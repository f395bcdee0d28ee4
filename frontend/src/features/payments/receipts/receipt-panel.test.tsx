import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { goError } from '../../../test/bindings';
import { open } from '../../../test/render';
import { services } from '../../../test/services';

async function cancelling(given: ReturnType<typeof services>) {
  open('/payments', given);
  fireEvent.click(await screen.findByRole('row', { name: 'Receipt of 2026-11-04' }));
  const panel = within(await screen.findByRole('dialog', { name: 'CJ’s payment of $682.25' }));
  expect(panel.getByText('Bank fee.')).toBeTruthy();
  fireEvent.click(panel.getByRole('button', { name: 'Cancel receipt…' }));
  const form = within(panel.getByRole('form', { name: 'Cancel receipt' }));
  const send = () => fireEvent.click(form.getByRole('button', { name: 'Cancel receipt' }));
  return { panel, form, send };
}

it('cancels a receipt with a reason, and leaves it in the list, struck out', async () => {
  const given = services();
  const cancel = vi.spyOn(given.Payments, 'CancelReceipt');
  const { panel, form, send } = await cancelling(given);
  send();
  expect(await form.findByText(/Enter a reason/)).toBeTruthy();
  expect(cancel).not.toHaveBeenCalled();
  fireEvent.change(form.getByRole('textbox', { name: 'Reason' }), { target: { value: ' typed wrong ' } });
  send();
  await waitFor(() => expect(cancel).toHaveBeenCalledWith('r-1', 'typed wrong'));
  expect(await panel.findByText('typed wrong')).toBeTruthy();
  expect(panel.queryByRole('button', { name: 'Cancel receipt…' })).toBeNull();
  expect(screen.getByText('Receipt cancelled. What it settled is open again.')).toBeTruthy();
  const rows = screen.getAllByRole('row', { name: 'Receipt of 2026-11-04, cancelled' });
  expect(rows).toHaveLength(2);
  for (const row of rows) expect(row.querySelectorAll('s')).toHaveLength(4);
});

it('says why a receipt can’t be cancelled', async () => {
  const given = services();
  given.Payments.CancelReceipt = () =>
    Promise.reject(goError('Members’ payments have used its money.', {}, 'Cancel the payment first.'));
  const { form, send } = await cancelling(given);
  fireEvent.change(form.getByRole('textbox', { name: 'Reason' }), { target: { value: 'typed wrong' } });
  send();
  expect((await form.findByRole('alert')).textContent).toContain('Cancel the payment first.');
});

it('tells who cancelled a receipt, when and why', async () => {
  open('/payments?receipt=r-0');
  const panel = within(await screen.findByRole('dialog', { name: 'CJ’s payment of $68,225.00' }));
  expect(panel.getByText('typed 68,225.00 for 682.25')).toBeTruthy();
  expect(panel.getByText(/^Office laptop, /)).toBeTruthy();
  expect(panel.queryByRole('button', { name: 'Cancel receipt…' })).toBeNull();
});

it('says of added funds only that they are cancelled', async () => {
  open('/payments?receipt=r-2');
  const panel = within(await screen.findByRole('dialog', { name: /\$300\.00/ }));
  fireEvent.click(panel.getByRole('button', { name: 'Cancel receipt…' }));
  const form = within(panel.getByRole('form', { name: 'Cancel receipt' }));
  fireEvent.change(form.getByRole('textbox', { name: 'Reason' }), { target: { value: 'typed wrong' } });
  fireEvent.click(form.getByRole('button', { name: 'Cancel receipt' }));
  expect(await screen.findByText('Receipt cancelled.')).toBeTruthy();
});
