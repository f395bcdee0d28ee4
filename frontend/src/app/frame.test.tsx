import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

import { cjPull } from '../test/fixture/cj';
import { workspace } from '../test/fixture/workspace';
import { open } from '../test/render';
import { services } from '../test/services';
import type { desktop } from '../wailsjs/go/models';

function withSync(changes: Partial<desktop.SyncView>) {
  const given = services();
  given.Workspace.State = async () => workspace({ sync: { ...workspace().sync, ...changes } });
  return given;
}

describe('the sync chip', () => {
  it.each<[Partial<desktop.SyncView>, string]>([
    [{ state: 'synced' }, 'Synced 2 min ago'],
    [{ state: 'syncing', percent: 40 }, 'Syncing 40 %'],
    [{ state: 'offline', pending: 3 }, 'Offline, data as of 9:03 AM · 3 edits wait'],
    [{ state: 'offline', asOf: '' }, 'Offline'],
    [{ state: 'error', pending: 1 }, 'Sync failed · 1 edit waits'],
    [{ state: 'unconnected' }, 'Not connected'],
    [{ state: 'repairing' }, 'Sending back what the relay lost'],
    [{ state: 'removed' }, 'This device was removed'],
    [{ state: 'locked', pending: 2 }, 'Recovery key needed · 2 edits wait'],
    [{ waitingFor: ['Office PC'] }, 'Synced 2 min ago · waiting for Office PC'],
    [{ waitingFor: ['Office PC', 'Studio Mac'] }, 'Synced 2 min ago · waiting for 2 devices'],
    [{ attention: 1 }, 'Synced 2 min ago · needs attention'],
  ])('says of %j: %s', async (sync, words) => {
    open('/sales-tracking', withSync(sync));
    const chip = await screen.findByTestId('sync-chip');
    expect(chip.textContent?.replace('\u202f', ' ')).toBe(words);
  });

  it('offers to retry, and says what to do', async () => {
    const given = withSync({ state: 'error', message: 'The relay refused the token.', hint: 'Pair again.' });
    const sync = vi.spyOn(given.Workspace, 'SyncNow');
    open('/sales-tracking', given);
    fireEvent.click(await screen.findByTestId('sync-chip'));
    expect(await screen.findByText('The relay refused the token.')).toBeTruthy();
    expect(screen.getByText('Pair again.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(sync).toHaveBeenCalledOnce());
  });

  it.each([
    ['removed', 'Connect again'],
    ['locked', 'Enter the recovery key'],
    ['unconnected', 'Connect to a relay'],
  ])('leads to the settings when it is %s', async (state, words) => {
    open('/sales-tracking', withSync({ state }));
    fireEvent.click(await screen.findByTestId('sync-chip'));
    fireEvent.click(await screen.findByRole('button', { name: words }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Settings' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
  });

  it('names the devices that a restored relay waits for', async () => {
    open('/sales-tracking', withSync({ waitingFor: ['Office PC', 'Studio Mac'] }));
    fireEvent.click(await screen.findByTestId('sync-chip'));
    expect(await screen.findByText(/Start Linkledger on Office PC and Studio Mac/)).toBeTruthy();
  });

  it('cancels a sync that runs', async () => {
    const given = withSync({ state: 'syncing', percent: 10 });
    const cancel = vi.spyOn(given.Workspace, 'CancelSync');
    open('/sales-tracking', given);
    fireEvent.click(await screen.findByTestId('sync-chip'));
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(cancel).toHaveBeenCalledOnce());
  });
});

describe('the reading of CJ', () => {
  it('is told by the chip, and can be stopped there', async () => {
    const given = services();
    const reading = {
      state: 'reading',
      what: 'sales posted in November 2026',
      done: 2,
      total: 12,
      rows: 431,
    };
    given.CJ.Pull = async () => cjPull(reading);
    const stop = vi.spyOn(given.CJ, 'StopPull');
    open('/sales-tracking', given);
    const chip = await screen.findByTestId('sync-chip');
    await waitFor(() => expect(chip.textContent).toContain('Reading CJ, 2 of 12'));
    fireEvent.click(chip);
    expect(await screen.findByText('Reading sales posted in November 2026')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Stop reading CJ' }));
    await waitFor(() => expect(stop).toHaveBeenCalledOnce());
  });

  it('says why it waits', async () => {
    const given = services();
    given.CJ.Pull = async () =>
      cjPull({ state: 'waiting', problem: 'CJ refuses the token.', hint: 'Renew it.' });
    open('/sales-tracking', given);
    fireEvent.click(await screen.findByTestId('sync-chip'));
    expect(await screen.findByText('CJ refuses the token.')).toBeTruthy();
    expect(screen.getByText('Renew it.')).toBeTruthy();
  });
});

describe('the practice bar', () => {
  it('winds the clock and breaks parts on purpose', async () => {
    const given = services();
    const advance = vi.spyOn(given.Practice, 'Advance');
    const fault = vi.spyOn(given.Practice, 'SetFault');
    open('/sales-tracking', given);
    const bar = await screen.findByRole('region', { name: 'Practice mode' });
    expect(within(bar).getByTestId('practice-clock').textContent).toContain('Nov 22, 2026');
    fireEvent.click(within(bar).getByRole('button', { name: 'Next day' }));
    await waitFor(() => expect(within(bar).getByTestId('practice-clock').textContent).toContain('Nov 23'));
    expect(advance).toHaveBeenCalledWith('day');
    fireEvent.click(within(bar).getByRole('button', { name: 'Break something' }));
    fireEvent.click(await screen.findByRole('switch', { name: 'CJ never sends the postback' }));
    expect(await within(bar).findByRole('button', { name: '1 broken' })).toBeTruthy();
    expect(fault).toHaveBeenCalledWith('no-postback', true);
  });

  it('is not there in a live profile', async () => {
    const given = services();
    const profile = { id: 'northwind', name: 'Northwind Outdoor', kind: 'live' };
    given.Workspace.State = async () => workspace({ profile });
    open('/sales-tracking', given);
    await screen.findByText('Northwind Outdoor');
    expect(screen.queryByRole('region', { name: 'Practice mode' })).toBeNull();
  });
});

describe('changes on the Go side', () => {
  it('are asked for once for each new number, in whatever order the events come', async () => {
    let emit: (data: unknown) => void = () => undefined;
    vi.stubGlobal('runtime', {
      EventsOn: (name: string, listener: typeof emit) => {
        if (name === 'linkledger:changed') emit = listener;
        return () => undefined;
      },
    });
    const given = services();
    open('/offers', given);
    await screen.findByRole('table', { name: 'Offers' });
    const list = vi.spyOn(given.Offers, 'List');
    const said = async (seq: unknown) => {
      await act(async () => emit({ seq }));
      await screen.findByRole('table', { name: 'Offers' });
    };
    await said(5);
    await waitFor(() => expect(list).toHaveBeenCalledTimes(1));
    await said(4);
    await said(5);
    await said('6');
    expect(list).toHaveBeenCalledTimes(1);
    await said(6);
    await waitFor(() => expect(list).toHaveBeenCalledTimes(2));
  });
});

describe('the frame', () => {
  it('marks the screen that is open, and leads unknown addresses home', async () => {
    open('/nowhere');
    await waitFor(() => expect(window.location.hash).toBe('#/sales-tracking'));
    const nav = screen.getByRole('navigation', { name: 'Screens' });
    expect(within(nav).getByRole('link', { name: 'Sales Tracking' }).getAttribute('aria-current')).toBe(
      'page',
    );
    fireEvent.click(within(nav).getByRole('link', { name: 'Members' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Members' })).toBeTruthy();
  });

  it('keeps the other screens when one breaks', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const given = services();
    // A payment without a total breaks the screen that draws it.
    given.Payments.Overview = async () => ({}) as desktop.PaymentsOverview;
    open('/payments', given);
    expect((await screen.findByRole('alert')).textContent).toContain('Something went wrong');
    fireEvent.click(screen.getByRole('link', { name: 'Members' }));
    expect(await screen.findByRole('table', { name: 'Members' })).toBeTruthy();
    quiet.mockRestore();
  });

  it('switches the profile', async () => {
    const given = services();
    const change = vi.spyOn(given.Workspace, 'SwitchProfile');
    open('/sales-tracking', given);
    fireEvent.click(await screen.findByRole('button', { name: 'Profile: Practice' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: /Northwind/ }));
    expect(await screen.findByRole('button', { name: 'Profile: Northwind Outdoor' })).toBeTruthy();
    expect(change).toHaveBeenCalledWith('northwind');
  });
});
