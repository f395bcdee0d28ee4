import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { open } from '../../test/render';
import { services } from '../../test/services';

function clipboard() {
  const copied = vi.fn(async (_: string) => true);
  vi.stubGlobal('runtime', { ClipboardSetText: copied });
  return copied;
}

it('generates a test link for the chosen members', async () => {
  const given = services();
  const generate = vi.spyOn(given.Links, 'Generate');
  open('/links?generate=1&offer=o-autumn&member=m-ben', given);
  const form = await screen.findByRole('dialog', { name: 'Generate links' });
  await within(form).findByText('Ben Achterberg');
  fireEvent.click(within(form).getByRole('switch', { name: /^Test link/ }));
  fireEvent.click(within(form).getByRole('button', { name: 'Generate' }));
  const done = await screen.findByRole('dialog', { name: 'Link generated' });
  expect(within(done).getByText('https://go.northwind.example/n3w0')).toBeTruthy();
  expect(within(done).getByText('goes live on sync')).toBeTruthy();
  expect(generate).toHaveBeenCalledWith({ offerId: 'o-autumn', memberIds: ['m-ben'], test: true });
});

it('says beside the field that an offer is missing', async () => {
  open('/links?generate=1');
  const form = await screen.findByRole('dialog', { name: 'Generate links' });
  fireEvent.click(within(form).getByRole('button', { name: 'Generate' }));
  expect(await within(form).findByText('Choose an offer.')).toBeTruthy();
});

it('copies a link with its button and with the keyboard, without opening the row', async () => {
  const copied = clipboard();
  open('/links');
  fireEvent.click(
    await screen.findByRole('button', { name: 'Copy link of Ana Oliveira for Autumn collection' }),
  );
  await waitFor(() => expect(copied).toHaveBeenCalledWith('https://go.northwind.example/k7q2mx0'));
  expect(screen.queryByRole('dialog')).toBeNull();
  fireEvent.keyDown(screen.getByRole('row', { name: /^Ben/ }), { key: 'c', ctrlKey: true });
  await waitFor(() => expect(copied).toHaveBeenLastCalledWith('https://go.northwind.example/r4tz9b1'));
});

it('opens a link as a shopper only in practice mode', async () => {
  const given = services();
  const shop = vi.spyOn(given.Practice, 'OpenShop');
  open('/links?open=l-0', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Open as a shopper' }));
  await waitFor(() => expect(shop).toHaveBeenCalledWith('l-0'));
});
