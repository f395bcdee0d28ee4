import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { open } from '../../test/render';
import { services } from '../../test/services';

const table = () => screen.findByRole('table', { name: 'Months in USD' });
const month = async (name: string) => fireEvent.click(within(await table()).getByText(name));

it('lists months with their figures, and what came after the closed ones', async () => {
  open('/reports/month-close');
  const row = within(await table()).getByRole('row', { name: 'September 2026' });
  expect(
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['September 2026', 'Closed', '12', '1,200.00', '120.00', '60.00', '60.00', '−$40.00']);
});

it('tells what to look at, and closes a month all the same', async () => {
  const given = services();
  const save = vi.spyOn(given.Months, 'Save');
  open('/reports/month-close', given);
  await month('October 2026');
  const checks = await screen.findByRole('list', { name: 'Before it is closed' });
  expect(checks.textContent).toContain('They come to $310.00 of sales.');
  fireEvent.change(screen.getByLabelText('Note'), { target: { value: 'As sent to the brand' } });
  fireEvent.click(screen.getByRole('button', { name: 'Close October 2026' }));
  expect(await screen.findByText(/Closed by you, not synced yet/)).toBeTruthy();
  expect(save).toHaveBeenCalledWith({
    month: '2026-10',
    close: true,
    reason: 'As sent to the brand',
    seen: 'none',
  });
});

it('shows what came after with its sale and reason, and opens a month with a reason alone', async () => {
  open('/reports/month-close?month=2026-09');
  const list = await screen.findByRole('list', { name: 'Adjustments' });
  expect(list.textContent).toContain('Order 1042 of Mia Berger');
  expect(list.textContent).toContain('CJ corrected it: returned merchandise.');
  expect(within(list).getByRole('link').getAttribute('href')).toContain('/conversions?open=c-7');
  fireEvent.click(screen.getByRole('button', { name: 'Open it again…' }));
  const form = screen.getByRole('form', { name: 'Open September 2026 again' });
  fireEvent.submit(form);
  expect(await within(form).findByText('Say why: whoever has a report will ask.')).toBeTruthy();
  fireEvent.change(within(form).getByLabelText(/Why/), { target: { value: 'Two sales were missing' } });
  fireEvent.submit(form);
  expect(await screen.findByText('Two sales were missing')).toBeTruthy();
});

it('says what comes here while there is nothing', async () => {
  open('/reports/month-close', services('empty'));
  expect(await screen.findByText('Months stand here once there are clicks or sales.')).toBeTruthy();
});
