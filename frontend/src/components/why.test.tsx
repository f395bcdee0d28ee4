import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { goError } from '../test/bindings';
import { open } from '../test/render';
import { services } from '../test/services';

async function ask(given = services()) {
  open('/payments', given);
  const button = await screen.findByRole('button', { name: /^Payments due: / });
  button.focus();
  fireEvent.click(button);
  return { button, panel: await screen.findByRole('dialog', { name: /^Why this number/ }) };
}

it('names the accounts that a balance is read off, and leads to the books', async () => {
  const given = services();
  const asked = vi.spyOn(given.Reports, 'WhyBooks');
  const { button, panel } = await ask(given);
  expect(asked).toHaveBeenCalledWith('due', 'USD');
  expect(await within(panel).findByText('$458.82', { selector: 'p' })).toBeTruthy();
  fireEvent.keyDown(panel, { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog', { name: /^Why/ })).toBeNull());
  expect(document.activeElement).toBe(button);
  fireEvent.click(button);
  fireEvent.click(await screen.findByRole('link', { name: 'Owed to members' }));
  await waitFor(() => expect(window.location.hash).toBe('#/books?currency=USD&account=members%3Apayable'));
  await waitFor(() => expect(screen.queryByRole('dialog', { name: /^Why/ })).toBeNull());
});

it('puts the numbers into the formula and leads to the rows', async () => {
  const given = services();
  const { whyView } = await import('../test/fixture/why');
  given.Reports.WhyBooks = async () => whyView();
  const { panel } = await ask(given);
  await within(panel).findByRole('heading', { name: 'Payout rules behind it' });
  const words = panel.textContent ?? '';
  expect(words).toContain('Payouts earned ÷ clicks$412.80 ÷ 1,698 clicks');
  expect(words).toContain(
    'Autumn collection$412.808 % of the saleEverybody · version 2, from Nov 1, 2026 on',
  );
  expect(words).toContain('Clicks (divided by)1,698');
  expect(words).toContain('Narrowed toOffer: Autumn collection');
  fireEvent.click(within(panel).getByRole('button', { name: 'Show the 34 conversions' }));
  await waitFor(() => expect(window.location.hash).toContain('#/conversions?status=pending%2Capproved'));
  expect(window.location.hash).toContain('period=2026-10-24..2026-11-22');
});

it('says what went wrong and tries again', async () => {
  const given = services();
  const works = given.Reports.WhyBooks;
  given.Reports.WhyBooks = () => Promise.reject(goError('The database is busy.'));
  const { panel } = await ask(given);
  const alert = await within(panel).findByRole('alert');
  given.Reports.WhyBooks = works;
  fireEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
  expect(await within(panel).findByText('Accounts of the books')).toBeTruthy();
});
