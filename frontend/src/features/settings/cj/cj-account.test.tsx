import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { cjAccount, cjCheck, cjPull } from '../../../test/fixture/cj';
import { open } from '../../../test/render';
import { live } from '../../../test/services';

async function account(given = live()) {
  open('/settings', given);
  const region = within(await screen.findByRole('region', { name: 'CJ account' }));
  await region.findByLabelText('CID');
  return region;
}

it('says what an advertiser’s token can’t do, and what works instead', async () => {
  const given = live();
  const save = vi.spyOn(given.Workspace, 'SaveCJ');
  const region = await account(given);
  expect(region.queryByText(/One PID for each member/)).toBeNull();
  fireEvent.click(region.getByRole('radio', { name: 'Advertiser' }));
  expect(region.getByText(/Which click a sale came from/)).toBeTruthy();
  expect(region.getByText(/One PID for each member/)).toBeTruthy();
  expect(region.getByText(/Promo codes/)).toBeTruthy();
  fireEvent.click(region.getByRole('button', { name: 'Save CJ account' }));
  await waitFor(() => expect(save).toHaveBeenCalledWith(expect.objectContaining({ role: 'advertiser' })));
});

it('tries a new token before it saves it', async () => {
  const given = live();
  given.Workspace.CJ = async () => cjAccount({ hasToken: false });
  const check = vi.spyOn(given.CJ, 'Check');
  const save = vi.spyOn(given.Workspace, 'SaveCJ');
  const region = await account(given);
  expect(region.getByRole<HTMLButtonElement>('button', { name: 'Check' }).disabled).toBe(true);
  fireEvent.change(region.getByLabelText(/^Personal access token/), { target: { value: 'secret' } });
  fireEvent.click(region.getByRole('button', { name: 'Save CJ account' }));
  await waitFor(() => expect(save).toHaveBeenCalledOnce());
  expect(check).toHaveBeenCalledWith(expect.objectContaining({ token: 'secret' }));
});

it('says why a token fails, and saves it all the same when it is asked again', async () => {
  const given = live();
  given.CJ.Check = async () =>
    cjCheck({
      ok: false,
      kind: 'credential',
      message: 'CJ does not know this token.',
      hint: 'Make a new one at developers.cj.com.',
      notes: [],
      role: '',
      rows: 0,
    });
  const save = vi.spyOn(given.Workspace, 'SaveCJ');
  const region = await account(given);
  fireEvent.change(region.getByLabelText(/^Personal access token/), { target: { value: 'wrong' } });
  fireEvent.click(region.getByRole('button', { name: 'Save CJ account' }));
  expect(await region.findByText('CJ does not know this token.')).toBeTruthy();
  expect(region.getByText('Make a new one at developers.cj.com.')).toBeTruthy();
  expect(save).not.toHaveBeenCalled();
  fireEvent.click(region.getByRole('button', { name: 'Save all the same' }));
  await waitFor(() => expect(save).toHaveBeenCalledOnce());
});

it('forgets what CJ said when something else is typed', async () => {
  const region = await account();
  fireEvent.click(region.getByRole('button', { name: 'Check' }));
  expect(await region.findByText(/^The token works/)).toBeTruthy();
  expect(region.getByText('It is a token of: Publisher.')).toBeTruthy();
  fireEvent.change(region.getByLabelText('CID'), { target: { value: '1' } });
  await waitFor(() => expect(region.queryByText(/^The token works/)).toBeNull());
});

it('reads CJ’s ledger, stops, and goes on where it was', async () => {
  const given = live();
  const stop = vi.spyOn(given.CJ, 'StopPull');
  const region = await account(given);
  fireEvent.click(await region.findByRole('button', { name: 'Read now' }));
  expect(await region.findByText(/Reading sales posted in November 2026, 1 of 4 parts/)).toBeTruthy();
  fireEvent.click(region.getByRole('button', { name: 'Stop' }));
  expect(await region.findByRole('button', { name: 'Go on' })).toBeTruthy();
  expect(region.getByText(/^Stopped. Nothing is lost/).textContent).toContain('posted from Nov 22, 2026');
  expect(stop).toHaveBeenCalledOnce();
});

it('says why the reading waits, and until when', async () => {
  const given = live();
  given.CJ.Pull = async () =>
    cjPull({
      state: 'waiting',
      problem: 'CJ is out of order.',
      hint: 'Nothing is lost.',
      retry: '2026-11-22T14:20:00Z',
    });
  const region = await account(given);
  expect(await region.findByText('CJ is out of order.')).toBeTruthy();
  expect(region.getByText(/^It is tried again Nov 22, 2026, 9:20/)).toBeTruthy();
});

it('names what could not be read', async () => {
  const given = live();
  given.CJ.Pull = async () =>
    cjPull({
      unread: '1 row of CJ could not be read (commission 4711: lockingDate is missing).',
      unreadHint: 'The others were.',
    });
  const region = await account(given);
  expect(await region.findByText(/commission 4711: lockingDate is missing/)).toBeTruthy();
  expect(region.getByText('The others were.')).toBeTruthy();
});
