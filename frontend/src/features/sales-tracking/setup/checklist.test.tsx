import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';

import { open } from '../../../test/render';
import { services } from '../../../test/services';

const setUp = () => screen.findByRole('region', { name: 'Set-up' });
const step = async (name: RegExp) => within(await setUp()).findByRole('button', { name, expanded: true });

it('leads from step to step of the guide in an empty programme', async () => {
  open('/sales-tracking', services('empty'));
  await step(/^Invite your publisher account/);
  expect(within(await setUp()).getByTitle('CID').textContent).toBe('7000001');
  fireEvent.click(screen.getByRole('button', { name: 'Let the simulated brand invite you' }));
  await step(/^Accept the invitation and terms/);
  fireEvent.click(screen.getByRole('button', { name: 'Accept at the simulated CJ' }));
  await step(/^Get the CJ destination link/);
  // A step that is done can be looked at again.
  fireEvent.click(within(await setUp()).getByRole('button', { name: /^Invite your publisher account/ }));
  await waitFor(() => expect(screen.getByText(/^Done by the simulated CJ/)).toBeTruthy());
});

it('is one line once the check has passed, goes away, and comes back from Settings', async () => {
  open('/sales-tracking');
  expect(within(await setUp()).getByRole('heading', { name: 'Set-up is done' })).toBeTruthy();
  expect(within(await setUp()).queryByRole('list')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Set-up' })).toBeNull());
  fireEvent.click(screen.getByRole('link', { name: 'Settings' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Show the set-up steps' }));
  expect(await setUp()).toBeTruthy();
});
