import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { workspace } from '../../test/fixture/workspace';
import { open } from '../../test/render';
import { services } from '../../test/services';

function live(connected: boolean) {
  const given = services();
  const profile = { id: 'northwind', name: 'Northwind Outdoor', kind: 'live' };
  given.Workspace.State = async () => workspace({ profile, connected });
  return given;
}

it('checks a connection in plain words before it connects', async () => {
  const given = live(false);
  const connect = vi.spyOn(given.Workspace, 'Connect');
  open('/settings', given);
  const relay = await screen.findByRole('region', { name: 'Relay' });
  const text = within(relay).getByRole('textbox', { name: 'Connection text' });
  fireEvent.click(within(relay).getByRole('button', { name: 'Check connection' }));
  expect(await within(relay).findByText('Paste the connection text.')).toBeTruthy();

  fireEvent.change(text, { target: { value: 'nonsense' } });
  fireEvent.click(within(relay).getByRole('button', { name: 'Check connection' }));
  expect(await within(relay).findByText('This is not a connection text.')).toBeTruthy();
  expect(within(relay).getByRole<HTMLButtonElement>('button', { name: 'Connect' }).disabled).toBe(true);

  fireEvent.change(text, { target: { value: 'linkledger:abc sealed' } });
  expect(within(relay).queryByText('This is not a connection text.')).toBeNull();
  fireEvent.click(within(relay).getByRole('button', { name: 'Check connection' }));
  fireEvent.change(await within(relay).findByLabelText('Workspace key'), { target: { value: ' k1 ' } });
  fireEvent.click(within(relay).getByRole('button', { name: 'Connect' }));
  await waitFor(() =>
    expect(connect).toHaveBeenCalledWith({ connection: 'linkledger:abc sealed', key: 'k1' }),
  );
});

it('shows the recovery key only when asked', async () => {
  open('/settings', live(true));
  const setting = await screen.findByRole('region', { name: 'Recovery key' });
  expect(setting.textContent).not.toContain('LL1-');
  fireEvent.click(within(setting).getByRole('button', { name: 'Show recovery key' }));
  expect(await within(setting).findByText(/^LL1-/)).toBeTruthy();
  fireEvent.click(within(setting).getByRole('button', { name: 'Hide' }));
  await waitFor(() => expect(setting.textContent).not.toContain('LL1-'));
});

it('keeps a stored CJ token when the field is left empty', async () => {
  const given = live(true);
  const save = vi.spyOn(given.Workspace, 'SaveCJ');
  open('/settings', given);
  const account = await screen.findByRole('region', { name: 'CJ account' });
  expect(await within(account).findByText(/A token is stored/)).toBeTruthy();
  fireEvent.click(within(account).getByRole('button', { name: 'Save CJ account' }));
  await waitFor(() =>
    expect(save).toHaveBeenCalledWith({ cid: '7108602', pid: '100812345', currency: 'USD', token: '' }),
  );
});

it('deletes practice data only after asking', async () => {
  const given = services();
  const reset = vi.spyOn(given.Practice, 'Reset');
  open('/settings', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Reset practice mode' }));
  expect(reset).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Delete and start afresh' }));
  await waitFor(() => expect(reset).toHaveBeenCalledOnce());
});

it('creates a profile', async () => {
  const given = services();
  const create = vi.spyOn(given.Workspace, 'CreateProfile');
  open('/settings?profile=new', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Create profile' }));
  expect(await screen.findByText('Enter a name.')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Name of the new profile'), { target: { value: 'Acme' } });
  fireEvent.click(screen.getByRole('button', { name: 'Create profile' }));
  await waitFor(() => expect(create).toHaveBeenLastCalledWith('Acme'));
});

it('remembers light or dark', async () => {
  open('/settings');
  fireEvent.click(await screen.findByRole('radio', { name: 'Dark' }));
  expect(document.documentElement.dataset.mantineColorScheme).toBe('dark');
  expect(window.localStorage.getItem('linkledger.color-scheme')).toBe('dark');
});
