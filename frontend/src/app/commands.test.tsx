import { spotlight } from '@mantine/spotlight';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';

import { commandsView } from '../test/fixture/commands';
import { open } from '../test/render';
import { services } from '../test/services';

// Whether the palette is open outlives what a test draws, and its key shuts it, too.
afterEach(() => act(() => spotlight.close()));

async function palette() {
  await screen.findByRole('menubar');
  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  return screen.findByRole('textbox', { name: 'Search or run a command' });
}

it('finds a member by name, opens them, and offers them first the next time', async () => {
  open('/links');
  fireEvent.change(await palette(), { target: { value: 'ana' } });
  fireEvent.click(await screen.findByRole('button', { name: /^Ana Oliveira/ }));
  await waitFor(() => expect(window.location.hash).toMatch(/^#\/members\?open=/));
  fireEvent.change(await palette(), { target: { value: '' } });
  const last = await screen.findByRole('group', { name: 'Last used' });
  expect(within(last).getByRole('button', { name: 'Ana Oliveira' })).toBeTruthy();
});

it('finds offers without asking for them at each letter', async () => {
  const given = services();
  const list = vi.spyOn(given.Offers, 'List');
  open('/members', given);
  const search = await palette();
  for (const value of ['a', 'au', 'autumn']) {
    fireEvent.change(search, { target: { value } });
    await screen.findByRole('button', { name: /^Autumn/ });
  }
  expect(list).toHaveBeenCalledOnce();
});

it('runs what the open screen offers', async () => {
  open('/members');
  await screen.findByRole('heading', { name: 'Members' });
  fireEvent.change(await palette(), { target: { value: 'add member' } });
  const group = await screen.findByRole('group', { name: 'On this screen' });
  fireEvent.click(within(group).getByRole('button', { name: 'Add member' }));
  await waitFor(() => expect(window.location.hash).toContain('add=1'));
});

it('goes to screens by key, also from a field, but takes no plain key from one', async () => {
  open('/conversions?open=c-0');
  await screen.findByRole('menubar');
  const panel = await screen.findByRole('dialog');
  fireEvent.click(within(panel).getByRole('button', { name: 'Reject' }));
  const reason = within(panel).getByRole('textbox', { name: 'Reason' });
  fireEvent.keyDown(reason, { key: '?', shiftKey: true });
  expect(screen.queryByRole('dialog', { name: 'Keyboard shortcuts' })).toBeNull();
  fireEvent.keyDown(reason, { key: '4', ctrlKey: true });
  await waitFor(() => expect(window.location.hash).toBe('#/links'));
});

it('shows all keys at ?', async () => {
  open('/offers');
  await screen.findByRole('menubar');
  fireEvent.keyDown(document.body, { key: '?', shiftKey: true });
  const overview = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  expect(within(overview).getByRole('region', { name: 'In lists' }).textContent).toContain('Ctrl+A');
  expect(within(overview).getByText('Ctrl+Shift+L')).toBeTruthy();
});

it('draws the menus, and runs what is chosen there', async () => {
  const given = services();
  const sync = vi.spyOn(given.Workspace, 'SyncNow');
  open('/offers', given);
  fireEvent.click(await screen.findByRole('menuitem', { name: 'File' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: /^Sync now/ }));
  await waitFor(() => expect(sync).toHaveBeenCalledOnce());
});

it('goes from menu to menu by arrows', async () => {
  open('/offers');
  const file = await screen.findByRole('menuitem', { name: 'File' });
  fireEvent.keyDown(document, { key: 'Alt' });
  fireEvent.keyUp(document, { key: 'Alt' });
  expect(document.activeElement).toBe(file);
  fireEvent.keyDown(file, { key: 'ArrowLeft' });
  expect(document.activeElement).toBe(screen.getByRole('menuitem', { name: 'Help' }));
});

it('goes from an open menu to the next by arrows', async () => {
  open('/offers');
  fireEvent.keyDown(await screen.findByRole('menuitem', { name: 'File' }), { key: 'ArrowDown' });
  fireEvent.keyDown(await screen.findByRole('menuitem', { name: /^Sync now/ }), { key: 'ArrowRight' });
  expect(await screen.findByRole('menuitem', { name: /^Search in this list/ })).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole('menuitem', { name: /^Sync now/ })).toBeNull());
});

it('names once what the open screen offers as well', async () => {
  open('/members');
  await screen.findByRole('heading', { name: 'Members' });
  fireEvent.change(await palette(), { target: { value: 'add member' } });
  const dialog = await screen.findByRole('dialog');
  await waitFor(() => expect(within(dialog).getAllByRole('button', { name: 'Add member' })).toHaveLength(1));
});

it('leaves its keys to the menu of macOS, and does what is chosen there', async () => {
  const given = services();
  given.Workspace.Commands = async () => ({ ...commandsView(), mac: true, native: true });
  const sync = vi.spyOn(given.Workspace, 'SyncNow');
  const listeners: ((data: unknown) => void)[] = [];
  vi.stubGlobal('runtime', {
    EventsOn: (name: string, listener: (data: unknown) => void) => {
      if (name === 'linkledger:command') listeners.push(listener);
      return () => undefined;
    },
  });
  open('/offers', given);
  await screen.findByRole('heading', { name: 'Offers' });
  expect(screen.queryByRole('menubar')).toBeNull();
  fireEvent.keyDown(document.body, { key: 'r', metaKey: true });
  expect(sync).not.toHaveBeenCalled();
  act(() => listeners[0]?.({ id: 'sync' }));
  await waitFor(() => expect(sync).toHaveBeenCalledOnce());
});
