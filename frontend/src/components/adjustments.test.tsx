import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { open } from '../test/render';
import { adjustments } from '../test/service/months';
import { services } from '../test/services';

it('labels adjustments among the figures of a report, and lists them', async () => {
  const given = services();
  const among = vi.spyOn(given.Months, 'Among').mockResolvedValue(adjustments);
  open('/reports?rows=month', given);
  const strip = await screen.findByRole('region', { name: 'Adjustments of closed months' });
  expect(strip.textContent).toContain('are among these figures: 1 with −$40.00 of sales, −$4.00 of payouts');
  fireEvent.click(within(strip).getByRole('button', { name: 'Show them' }));
  expect(within(strip).getByRole('list', { name: 'Adjustments' }).textContent).toContain('Order 1042');
  expect(among).toHaveBeenLastCalledWith(expect.objectContaining({ basis: 'as_reported', by: ['month'] }));
});

it('says nothing where there are none', async () => {
  open('/reports?asof=2026-10-04');
  await screen.findByRole('region', { name: 'You are looking at the past' });
  expect(screen.queryByRole('region', { name: 'Adjustments of closed months' })).toBeNull();
});
