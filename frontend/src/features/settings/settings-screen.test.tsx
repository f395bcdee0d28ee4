import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { open } from '../../test/render';
import { live, services } from '../../test/services';

it('keeps a stored CJ token when the field is left empty', async () => {
  const given = live();
  const save = vi.spyOn(given.Workspace, 'SaveCJ');
  open('/settings', given);
  const account = await screen.findByRole('region', { name: 'CJ account' });
  expect(await within(account).findByText(/A token is stored/)).toBeTruthy();
  fireEvent.click(within(account).getByRole('button', { name: 'Save CJ account' }));
  await waitFor(() =>
    expect(save).toHaveBeenCalledWith({
      was: {
        cid: '7108602',
        pid: '100812345',
        currency: 'USD',
        hasToken: true,
        role: 'publisher',
        seen: 'e-1',
      },
      cid: '7108602',
      pid: '100812345',
      currency: 'USD',
      token: '',
      role: 'publisher',
    }),
  );
});

it('deletes practice data only after asking', async () => {
  const given = services();
  const reset = vi.spyOn(given.Practice, 'Reset');
  open('/settings', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Reset practice mode' }));
  expect(reset).not.toHaveBeenCalled();
  fireEvent.click(await screen.findByRole('button', { name: 'Delete and start afresh' }));
  await waitFor(() => expect(reset).toHaveBeenCalledOnce());
});

it('creates a profile', async () => {
  const given = services();
  const create = vi.spyOn(given.Workspace, 'CreateProfile');
  open('/settings', given);
  fireEvent.click(await screen.findByRole('button', { name: 'New profile' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Connect a relay' }));
  expect(await screen.findByText('Enter a name.')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Name of the brand'), { target: { value: 'Acme' } });
  fireEvent.click(screen.getByRole('button', { name: 'Connect a relay' }));
  await waitFor(() => expect(create).toHaveBeenLastCalledWith('Acme'));
});

it('remembers light or dark', async () => {
  open('/settings');
  fireEvent.click(await screen.findByRole('radio', { name: 'Dark' }));
  expect(document.documentElement.dataset.mantineColorScheme).toBe('dark');
  expect(window.localStorage.getItem('linkledger.color-scheme')).toBe('dark');
});

it('asks who gets an order that a link and a promo code claim', async () => {
  const given = services();
  const set = vi.spyOn(given.Rules, 'SetAttribution');
  open('/settings', given);
  const setting = await screen.findByRole('region', { name: 'Orders claimed twice' });
  expect(
    await within(setting).findByRole('radio', { name: 'The link goes first', checked: true }),
  ).toBeTruthy();
  fireEvent.click(within(setting).getByRole('radio', { name: 'The promo code goes first' }));
  await waitFor(() => expect(set).toHaveBeenCalledWith('code'));
  expect(await screen.findByText('The promo code goes first from today on.')).toBeTruthy();
});

it.each([
  ['practice', services(), ['Practice'], ['Relay', 'Devices', 'Recovery key', 'CJ account']],
  [
    'an unconnected live',
    live({ connected: false }),
    ['Connect to a relay', 'CJ account'],
    ['Practice', 'Devices', 'Recovery key'],
  ],
  ['a connected live', live(), ['Relay', 'Devices', 'Recovery key', 'CJ account'], ['Practice']],
])('has in %s profile only what makes sense there', async (_, given, there, missing) => {
  open('/settings', given);
  for (const name of there) expect(await screen.findByRole('region', { name })).toBeTruthy();
  for (const name of missing) expect(screen.queryByRole('region', { name })).toBeNull();
});
