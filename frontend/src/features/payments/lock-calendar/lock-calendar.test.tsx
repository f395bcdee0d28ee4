import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { lockCalendar } from '../../../test/fixture/cash';
import { usd } from '../../../test/fixture/money';
import { open } from '../../../test/render';
import { services } from '../../../test/services';

it('says by date what can still be corrected, and what waits for CJ’s payday', async () => {
  open('/payments?view=calendar');
  const table = await screen.findByRole('table', { name: 'Lock calendar' });
  const day = within(table).getByRole('row', { name: 'Locks on Nov 26, 2026' });
  expect(day.textContent).toContain('in 4 days');
  expect(day.textContent).toContain('17 sales, $291.00, can still be corrected until Thursday');
  expect(within(table).getByRole('row', { name: 'Locks on Nov 20, 2026' }).textContent).toContain(
    '2 days overdue',
  );
  const sums = screen.getByLabelText('Open and locked');
  expect(sums.textContent).toContain('$883.1562 sales');
  expect(sums.textContent).toContain('$412.50next payday Jan 1, 2027');
  expect(screen.getByRole('region', { name: '2 sales are past the lock date' })).toBeTruthy();
});

it.each([
  ['locked', 41250, /all that CJ lists is locked and waits for its payday/],
  ['nothing', 0, /No sale waits to be locked/],
])('says why it is empty: %s', async (_, locked, words) => {
  const given = services();
  const none = { days: [], open: usd(0), sales: 0, overdue: 0, locked: usd(locked) };
  given.Cash.Calendar = async () => ({ ...lockCalendar(), ...none });
  open('/payments?view=calendar', given);
  expect(await screen.findByText(words)).toBeTruthy();
});

it('exports the days to a calendar program', async () => {
  const given = services();
  const exported = vi.spyOn(given.Cash, 'ExportCalendar');
  open('/payments?view=calendar', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Export to your calendar' }));
  expect(await screen.findByText('Calendar written: linkledger-cj.ics')).toBeTruthy();
  expect(exported).toHaveBeenCalledOnce();
});

it('leads from view to view by address', async () => {
  open('/payments');
  expect(await screen.findByRole('heading', { level: 1, name: 'Payments Overview' })).toBeTruthy();
  fireEvent.click(screen.getByRole('link', { name: 'Lock calendar' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Lock calendar' })).toBeTruthy();
  expect(window.location.hash).toBe('#/payments?view=calendar');
  expect(screen.getByRole('link', { name: 'Lock calendar' }).getAttribute('aria-current')).toBe('page');
});

it('sets when CJ pays, and says what is wrong', async () => {
  const given = services();
  const save = vi.spyOn(given.Cash, 'SaveSettings');
  open('/payments?view=calendar&do=settings', given);
  const day = await screen.findByRole('textbox', { name: /^CJ pays on this day/ });
  fireEvent.change(day, { target: { value: '31' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Enter a day of the month from 1 to 28.')).toBeTruthy();
  fireEvent.change(day, { target: { value: '20' } });
  fireEvent.change(screen.getByRole('textbox', { name: /^Smallest payment/ }), {
    target: { value: '50.00' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(save).toHaveBeenLastCalledWith({ payDay: 20, creditFrom: 2, creditTo: 5, minimum: '50.00' });
});
