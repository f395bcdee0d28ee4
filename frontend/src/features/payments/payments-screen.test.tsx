import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { goError } from '../../test/bindings';
import { usd } from '../../test/fixture/money';
import { paymentPlan } from '../../test/fixture/payments';
import { open } from '../../test/render';
import { services } from '../../test/services';

it('reviews and makes a payment to the members that were left in', async () => {
  const given = services();
  const make = vi.spyOn(given.Payments, 'Make');
  open('/payments', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Make a Payment' }));
  const plan = await screen.findByRole('dialog', { name: 'Make a Payment' });
  fireEvent.click(await within(plan).findByRole('checkbox', { name: 'Ben Achterberg' }));
  expect(within(plan).getByText('$265.40')).toBeTruthy();
  expect(within(plan).getByText(/No payee yet/)).toBeTruthy();
  expect(within(plan).queryByRole('checkbox', { name: 'Emeka Lindqvist' })).toBeNull();
  fireEvent.click(within(plan).getByRole('button', { name: 'Review 3 members' }));
  const review = await screen.findByRole('dialog', { name: 'Review the payment' });
  expect(within(review).getByText('$347.10')).toBeTruthy();
  expect(make).not.toHaveBeenCalled();
  fireEvent.click(within(review).getByRole('button', { name: 'Make payment of $265.40' }));
  expect(await screen.findByRole('dialog', { name: 'Payment no. 3' })).toBeTruthy();
  expect(make).toHaveBeenCalledWith(['m-ana', 'm-daniela', 'm-goran']);
});

it('does not offer more than the balance', async () => {
  const given = services();
  given.Payments.Plan = async () => ({ ...paymentPlan(), balance: usd(36139) });
  open('/payments?do=pay', given);
  expect((await screen.findByRole('alert')).textContent).toContain('The balance does not cover this.');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Review 4 members' }).disabled).toBe(true);
});

it('says why payments are stopped', async () => {
  const given = services();
  given.Payments.Plan = async () => ({ ...paymentPlan(), stopped: 'A backup was restored.' });
  open('/payments?do=pay', given);
  const panel = await screen.findByRole('dialog', { name: 'Make a Payment' });
  expect(await within(panel).findByText('A backup was restored.')).toBeTruthy();
  expect(within(panel).getByRole<HTMLButtonElement>('button', { name: 'Review 4 members' }).disabled).toBe(
    true,
  );
});

it('shows the Go side’s refusal where the payment was asked for', async () => {
  const given = services();
  given.Payments.Make = () => Promise.reject(goError('The balance changed.', {}, 'Look at the plan again.'));
  open('/payments?do=pay', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Review 4 members' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Make payment of $361.40' }));
  expect((await screen.findByRole('alert')).textContent).toBe('The balance changed. Look at the plan again.');
});

it('exports the file, then records the payment as paid', async () => {
  const given = services();
  const paid = vi.spyOn(given.Payments, 'MarkPaid');
  open('/payments?open=p-3', given);
  const panel = await screen.findByRole('dialog', { name: 'Payment no. 3' });
  fireEvent.click(await within(panel).findByRole('button', { name: 'Export CSV file' }));
  expect(await within(panel).findByText('payments-p-3.csv')).toBeTruthy();
  fireEvent.click(within(panel).getByRole('button', { name: 'Record as paid' }));
  const form = within(panel).getByRole('form', { name: 'Record as paid' });
  fireEvent.change(within(form).getByLabelText('Reference'), { target: { value: 'SEPA 7' } });
  fireEvent.click(within(form).getByRole('button', { name: 'Record as paid' }));
  await waitFor(() =>
    expect(paid).toHaveBeenCalledWith({ paymentId: 'p-3', day: '2026-11-22', reference: 'SEPA 7' }),
  );
  await waitFor(() => expect(within(panel).queryByRole('button', { name: 'Export CSV file' })).toBeNull());
});

it('cancels a payment only with a reason', async () => {
  const given = services();
  const cancel = vi.spyOn(given.Payments, 'Cancel');
  open('/payments?open=p-2', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel payment' }));
  const form = screen.getByRole('form', { name: 'Cancel payment' });
  fireEvent.click(within(form).getByRole('button', { name: 'Cancel payment' }));
  expect(await within(form).findByText(/Enter a reason/)).toBeTruthy();
  expect(cancel).not.toHaveBeenCalled();
  fireEvent.change(within(form).getByRole('textbox', { name: 'Reason' }), {
    target: { value: 'wrong payee' },
  });
  fireEvent.click(within(form).getByRole('button', { name: 'Cancel payment' }));
  await waitFor(() => expect(cancel).toHaveBeenCalledWith('p-2', 'wrong payee'));
});

it('records what CJ paid, and says what is wrong with an amount', async () => {
  const given = services();
  const record = vi.spyOn(given.Payments, 'RecordReceipt');
  open('/payments?do=cj', given);
  const panel = await screen.findByRole('dialog', { name: 'Record CJ’s payment' });
  const amount = within(panel).getByRole('textbox', { name: /^Amount/ });
  fireEvent.change(amount, { target: { value: '12,5' } });
  fireEvent.click(within(panel).getByRole('button', { name: 'Record payment' }));
  expect(await within(panel).findByText('Write it like 250.00.')).toBeTruthy();
  fireEvent.click(within(panel).getByRole('button', { name: /Use what the practice CJ paid/ }));
  fireEvent.click(within(panel).getByRole('button', { name: 'Record payment' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(record).toHaveBeenLastCalledWith({
    source: 'cj',
    amount: '412.50',
    day: '2026-11-22',
    reference: '',
    lockedBefore: '',
    only: [],
    except: [],
    writeOff: false,
    why: '',
    unexplained: '',
  });
});
