import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { open } from '../../test/render';
import { services } from '../../test/services';
import { fieldsOf } from './opening-lines';

const form = () => screen.findByRole('form', { name: 'Opening balances' });
const type = (element: HTMLElement, value: string) => fireEvent.change(element, { target: { value } });
const choose = async (within_: HTMLElement, name: string) => {
  fireEvent.click(within(within_).getByRole('combobox', { name: 'Members who are owed something' }));
  fireEvent.click(await screen.findByRole('option', { name, hidden: true }));
};

it('brings many balances along at once, and adds them up while they are typed', async () => {
  const given = services('empty');
  given.Members.List = services().Members.List;
  const add = vi.spyOn(given.Books, 'AddOpenings');
  open('/books/opening-balances', given);
  const fields = await form();
  await choose(fields, 'Ana Oliveira');
  await choose(fields, 'Ben Achterberg');
  await choose(fields, 'Hana Sato');
  type(within(fields).getByRole('textbox', { name: 'Balance to pay from (USD)' }), ' 420.00');
  type(within(fields).getByRole('textbox', { name: 'Ana Oliveira (USD)' }), '150');
  type(within(fields).getByRole('textbox', { name: 'Ben Achterberg (USD)' }), '-12.5');
  expect(fields.textContent).toContain('In hand and at CJ$420.00');
  expect(fields.textContent).toContain('Owed to members$137.50');
  expect(fields.textContent).toContain('Difference$282.50');
  type(within(fields).getByRole('textbox', { name: 'Note' }), 'From the spreadsheet');
  fireEvent.click(within(fields).getByRole('button', { name: 'Save 3 opening balances' }));
  const shared = { day: '2026-11-22', note: 'From the spreadsheet' };
  await waitFor(() =>
    expect(add).toHaveBeenCalledWith([
      { of: 'wallet', memberId: '', amount: '420.00', ...shared },
      { of: 'member', memberId: 'm-ana', amount: '150', ...shared },
      { of: 'member', memberId: 'm-ben', amount: '-12.5', ...shared },
    ]),
  );
  expect(await screen.findByRole('row', { name: 'Opening balance of Ben Achterberg' })).toBeTruthy();
  expect(within(fields).queryByRole('textbox', { name: 'Ana Oliveira (USD)' })).toBeNull();
});

it('says what is wrong beside the line that it is about, and keeps what was typed', async () => {
  open('/books/opening-balances');
  const fields = await form();
  await choose(fields, 'Goran Petrović');
  type(within(fields).getByRole('textbox', { name: 'Locked at CJ, not paid yet (USD)' }), '18');
  const line = within(fields).getByRole('textbox', { name: 'Goran Petrović (USD)' });
  type(line, '1,5');
  expect(fields.textContent).toContain('Owed to members–');
  fireEvent.click(within(fields).getByRole('button', { name: 'Save 2 opening balances' }));
  await waitFor(() => expect(line.getAttribute('aria-invalid')).toBe('true'));
  expect(within(fields).getByText('Write it like 250.00.')).toBeTruthy();
  expect((line as HTMLInputElement).value).toBe('1,5');
});

it('takes an opening balance back only after asking', async () => {
  const given = services();
  const cancel = vi.spyOn(given.Books, 'CancelOpening');
  open('/books/opening-balances', given);
  const row = await screen.findByRole('row', { name: 'Opening balance of Ana Oliveira' });
  fireEvent.click(within(row).getByRole('button', { name: 'Cancel opening balance of Ana Oliveira' }));
  expect(cancel).not.toHaveBeenCalled();
  fireEvent.click(within(row).getByRole('button', { name: 'Take it back' }));
  expect(await within(row).findByText('Cancelled')).toBeTruthy();
  expect(cancel).toHaveBeenCalledWith('ob-1');
});

it('has nothing to save until an amount is typed', async () => {
  open('/books/opening-balances', services('empty'));
  const save = within(await form()).getByRole<HTMLButtonElement>('button', { name: 'Save opening balances' });
  expect(save.disabled).toBe(true);
});

it('finds the field of a line from the place that the Go side names', () => {
  const line = (of: string, memberId = '') => ({ of, memberId, amount: '1', day: '', note: '' });
  const forms = [line('cj'), line('member', 'm-ana')];
  const texts = { '0.amount': 'a', '1.amount': 'b', '1.day': 'c', '7.amount': 'd', day: 'e' };
  expect(fieldsOf(texts, forms)).toEqual({
    'amounts.cj': 'a',
    'amounts.member-m-ana': 'b',
    day: 'e',
    '7.amount': 'd',
  });
});
