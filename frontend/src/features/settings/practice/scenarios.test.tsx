import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { open } from '../../../test/render';
import { services } from '../../../test/services';

it('shows a scenario’s lines and plays it', async () => {
  const given = services();
  const play = vi.spyOn(given.Practice, 'Play');
  open('/settings?show=practice', given);
  fireEvent.click(await screen.findByRole('button', { name: 'A part is returned before the lock' }));
  expect(screen.getByText(/BR-1001 is returned in part: 40.00/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Play: A part is returned before the lock' }));
  await waitFor(() => expect(play).toHaveBeenCalledWith('partial-return'));
  expect(await screen.findByText('Played: A part is returned before the lock.')).toBeTruthy();
});

it('is led to by the practice bar', async () => {
  open('/sales-tracking');
  fireEvent.click(await screen.findByRole('button', { name: 'More of practice mode' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Play a scenario…' }));
  await waitFor(() => expect(window.location.hash).toBe('#/settings?show=practice'));
});
