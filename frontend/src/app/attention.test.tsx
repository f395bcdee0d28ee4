import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

import { conflict } from '../test/fixture/devices';
import { workspace } from '../test/fixture/workspace';
import { open } from '../test/render';
import { live } from '../test/services';
import type { desktop } from '../wailsjs/go/models';
import { rowsOf } from './conflict';

async function openConflict(changes: Partial<desktop.ConflictView> = {}) {
  const given = live({ sync: { ...workspace().sync, attention: 1 } });
  let left = [conflict(changes)];
  given.Conflicts.Conflicts = async () => left;
  given.Conflicts.ResolveConflict = async () => {
    left = [];
    return left;
  };
  const resolve = vi.spyOn(given.Conflicts, 'ResolveConflict');
  open('/offers', given);
  fireEvent.click(await screen.findByTestId('sync-chip'));
  const section = await screen.findByRole('region', { name: /Autumn collection$/ });
  return { section, resolve };
}

describe('a conflict', () => {
  it('shows both versions, whose they are and when', async () => {
    const { section } = await openConflict();
    expect(section.getAttribute('aria-label')).toBe('Payout rule · Autumn collection');
    expect(section.textContent).toContain('You changed it on Nov 21, 2026');
    expect(section.textContent).toContain('“Ana’s laptop” had changed it already');
    const [head, payout] = within(section).getAllByRole('row');
    expect(head?.textContent).toBe('Yours (not applied)Now in effect');
    expect(payout?.textContent).toBe('Payout12 % of the sale8 % of the sale');
  });

  it.each([
    ['Keep what is in effect', 'theirs'],
    ['Use mine instead', 'mine'],
  ])('%s', async (words, keep) => {
    const { section, resolve } = await openConflict();
    fireEvent.click(within(section).getByRole('button', { name: words }));
    await waitFor(() => expect(screen.queryByRole('region', { name: /Autumn collection$/ })).toBeNull());
    expect(resolve).toHaveBeenCalledExactlyOnceWith('x-1', keep, 'x-0');
  });

  it('of another device’s edit names that device', async () => {
    const { section } = await openConflict({ actor: 'Studio Mac' });
    expect(section.textContent).toContain('From “Studio Mac” (not applied)');
    expect(within(section).getByRole('button', { name: 'Use the other instead' })).toBeTruthy();
  });
});

it('fields of both versions stand beside each other once, also those that one lacks', () => {
  const pair = (label: string, value: string) => ({ label, value });
  expect(
    rowsOf({ mine: [pair('a', '1'), pair('b', '2')], theirs: [pair('c', '3'), pair('a', '4')] }),
  ).toEqual([
    { label: 'a', mine: '1', theirs: '4' },
    { label: 'b', mine: '2', theirs: '' },
    { label: 'c', mine: '', theirs: '3' },
  ]);
});

it.each([
  ['correction', 'A postback brought a reversal of order NW-7, and nothing tells which sale that is.'],
  ['terms', 'The programme terms of Northwind Outdoor at CJ have changed.'],
  ['cj', '1 row of CJ could not be read (commission 4711: lockingDate is missing).'],
])('“%s” stands beside the others, with nothing to click', async (kind, text) => {
  const given = live({ sync: { ...workspace().sync, attention: 1 } });
  given.Workspace.Attention = async () => [{ id: 'r', kind, text, at: '' }];
  open('/offers', given);
  fireEvent.click(await screen.findByTestId('sync-chip'));
  const section = await screen.findByRole('region', { name: 'Needs attention' });
  expect(await within(section).findByText(text)).toBeTruthy();
  expect(within(section).queryByRole('button')).toBeNull();
});

it.each(['frozen', 'damage'])('leads from “%s” to the backups', async (kind) => {
  const given = live({ sync: { ...workspace().sync, attention: 1 } });
  given.Workspace.Attention = async () => [{ id: kind, kind, text: 'Payments wait.', at: '' }];
  open('/offers', given);
  fireEvent.click(await screen.findByTestId('sync-chip'));
  const section = await screen.findByRole('region', { name: 'Needs attention' });
  fireEvent.click(await within(section).findByRole('button', { name: 'Open backups' }));
  expect(await screen.findByRole('region', { name: 'Backups' })).toBeTruthy();
});
