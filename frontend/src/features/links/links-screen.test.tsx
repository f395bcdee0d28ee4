import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { goError } from '../../test/bindings';
import { offers } from '../../test/fixture/offers';
import { members } from '../../test/fixture/programme';
import { open } from '../../test/render';
import { services } from '../../test/services';
import type { desktop } from '../../wailsjs/go/models';

function clipboard() {
  const copied = vi.fn(async (_: string) => true);
  vi.stubGlobal('runtime', { ClipboardSetText: copied });
  return copied;
}

it('generates a test link for the chosen members', async () => {
  const given = services();
  const generate = vi.spyOn(given.Links, 'GenerateAll');
  open('/links?generate=1&offer=o-autumn&member=m-ben', given);
  const form = await screen.findByRole('dialog', { name: 'Generate links' });
  await within(form).findByText('Ben Achterberg');
  fireEvent.click(within(form).getByRole('switch', { name: /^Test link/ }));
  expect(await within(form).findByText('1 link to generate')).toBeTruthy();
  fireEvent.click(within(form).getByRole('button', { name: 'Generate' }));
  const done = await screen.findByRole('dialog', { name: 'Link generated' });
  expect(within(done).getByText('https://go.northwind.example/n3w0')).toBeTruthy();
  expect(within(done).getByText('goes live on sync')).toBeTruthy();
  expect(generate).toHaveBeenCalledWith(
    expect.objectContaining({
      offerIds: ['o-autumn'],
      who: 'members',
      memberIds: ['m-ben'],
      test: true,
    }),
  );
});

it('says once what links make public', async () => {
  open('/links?generate=1&offer=o-autumn&member=m-ben');
  const notice = await screen.findByRole('region', { name: 'These links make something public' });
  expect(within(notice).getByText(/: Name\./)).toBeTruthy();
  fireEvent.click(within(notice).getByRole('button', { name: 'I know' }));
  expect(screen.queryByRole('region', { name: 'These links make something public' })).toBeNull();
});

it('shows how far many links are, and cancels', async () => {
  const given = services();
  const run = {
    id: 'run-1',
    state: 'running',
    done: 500,
    total: 50_000,
    made: 0,
    had: 0,
    short: 0,
    rows: [],
    error: '',
    millis: 0,
  };
  let cancelled = false;
  given.Links.GenerateAll = async () => run;
  given.Links.GenerateState = async () =>
    cancelled ? { ...run, state: 'cancelled', made: 500 } : { ...run };
  given.Links.CancelGenerate = async () => {
    cancelled = true;
  };
  open('/links?generate=1&offer=o-autumn&member=m-ben', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Generate' }));
  expect(await screen.findByText('500 of 50,000 links')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(await screen.findByText(/500 links were made and stay/)).toBeTruthy();
});

it('says beside the field that an offer is missing', async () => {
  open('/links?generate=1&member=m-ben');
  const form = await screen.findByRole('dialog', { name: 'Generate links' });
  fireEvent.click(within(form).getByRole('button', { name: 'Generate' }));
  expect(await within(form).findByText('Choose an offer.')).toBeTruthy();
});

it('says beside the field that members are missing', async () => {
  open('/links?generate=1');
  const form = await screen.findByRole('dialog', { name: 'Generate links' });
  fireEvent.click(within(form).getByRole('button', { name: 'Generate' }));
  expect(await within(form).findByText('Choose at least one member.')).toBeTruthy();
});

it('copies a link with its button and with one key, without opening the row', async () => {
  const copied = clipboard();
  open('/links');
  fireEvent.click(
    await screen.findByRole('button', { name: 'Copy link of Ana Oliveira for Autumn collection' }),
  );
  await waitFor(() => expect(copied).toHaveBeenCalledWith('https://go.northwind.example/k7q2mx0'));
  expect(screen.queryByRole('dialog')).toBeNull();
  fireEvent.keyDown(screen.getByRole('row', { name: /^Ben/ }), { key: 'c' });
  await waitFor(() => expect(copied).toHaveBeenLastCalledWith('https://go.northwind.example/r4tz9b1'));
});

it('gives a link a readable address, and warns that it is public', async () => {
  const given = services();
  const save = vi.spyOn(given.Links, 'Save');
  open('/links?open=l-0', given);
  fireEvent.click(await screen.findByRole('button', { name: 'ana-oliveira' }));
  expect(screen.getByRole('region', { name: 'This is public' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(save).toHaveBeenCalledWith(
      expect.objectContaining({ id: 'l-0', slug: 'ana-oliveira', page: '', was: expect.anything() }),
    ),
  );
});

it('says beside the field that an address is taken', async () => {
  open('/links?open=l-0');
  fireEvent.change(await screen.findByLabelText('Readable address'), { target: { value: 'taken' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/is Ben’s link/)).toBeTruthy();
});

it('hands a link out, and says what the letter lacks', async () => {
  const given = services();
  const handOut = vi.spyOn(given.Links, 'HandOut');
  open('/links?open=l-0', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Hand out…' }));
  const text = await screen.findByLabelText('Text');
  const letter = (text as HTMLTextAreaElement).value;
  fireEvent.change(text, { target: { value: 'Hello' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save file…' }));
  expect(await screen.findByText(/Say \{links\}/)).toBeTruthy();
  fireEvent.change(text, { target: { value: letter } });
  fireEvent.click(screen.getByRole('button', { name: 'Save file…' }));
  expect(await screen.findByText(/Saved as .*linkledger-links-2026-11-22\.zip/)).toBeTruthy();
  expect(handOut).toHaveBeenLastCalledWith(expect.objectContaining({ ids: ['l-0'], svg: true, png: true }));
});

it('pauses the chosen links at once', async () => {
  const given = services();
  const setStatus = vi.spyOn(given.Links, 'SetStatus');
  open('/links', given);
  const row = await screen.findByRole('row', { name: /^Ana/ });
  fireEvent.click(within(row).getByRole('checkbox'));
  fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
  await waitFor(() => expect(setStatus).toHaveBeenCalledWith(['l-0'], 'paused'));
});

it('opens a link as a shopper only in practice mode', async () => {
  const given = services();
  const shop = vi.spyOn(given.Practice, 'OpenShop');
  open('/links?open=l-0', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Open as a shopper' }));
  await waitFor(() => expect(shop).toHaveBeenCalledWith('l-0'));
});

it('says why a file was not written', async () => {
  const given = services();
  const file = { path: '', rows: 0, hash: '', cancelled: false };
  const failed = { id: 'hand-1', state: 'failed', done: 0, total: 1, file, error: 'The disk is full.' };
  given.Links.HandOut = async () => failed;
  given.Links.HandOutState = async () => failed;
  open('/links?open=l-0', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Hand out…' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Save file…' }));
  const notice = await screen.findByRole('region', { name: 'The file was not written' });
  expect(notice.textContent).toContain('The disk is full.');
});

it('says that the letter could not be read', async () => {
  const given = services();
  given.Links.Letter = () => Promise.reject(goError('The letter could not be read.'));
  open('/links?open=l-0', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Hand out…' }));
  const panel = await screen.findByRole('dialog', { name: 'Hand out' });
  expect(await within(panel).findByText('The letter could not be read.')).toBeTruthy();
});

it('goes back to the whole list from what was generated and handed out', async () => {
  open('/links?generate=1&offer=o-autumn&member=m-ben');
  fireEvent.click(await screen.findByRole('button', { name: 'Generate' }));
  const made = await screen.findByRole('dialog', { name: 'Link generated' });
  fireEvent.click(await within(made).findByRole('button', { name: 'Hand out…' }));
  const out = await screen.findByRole('dialog', { name: 'Hand out a link' });
  expect(window.location.hash).toBe('#/links');
  fireEvent.click(within(out).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('generates links also while others are handed out', async () => {
  open('/links');
  const row = await screen.findByRole('row', { name: /^Ana/ });
  fireEvent.click(within(row).getByRole('checkbox'));
  fireEvent.click(screen.getByRole('button', { name: 'Hand out…' }));
  await screen.findByRole('dialog', { name: 'Hand out a link' });
  fireEvent.click(screen.getByRole('button', { name: 'Generate links' }));
  expect(await screen.findByRole('dialog', { name: 'Generate links' })).toBeTruthy();
});

it('does not narrow the list by whom links were to be generated for', async () => {
  open('/links?generate=1&offer=o-autumn&member=m-ben');
  await screen.findByRole('dialog', { name: 'Generate links' });
  fireEvent.click(await screen.findByRole('row', { name: /^Ana/ }));
  await waitFor(() => expect(window.location.hash).toMatch(/^#\/links\?open=l-/));
});

it('generates no links for a Promo Code Offer, which has none', async () => {
  const given = services();
  const [first, second] = offers() as [desktop.OfferRow, desktop.OfferRow];
  given.Offers.List = async () => [{ ...first, type: 'code' }, second];
  open('/links?generate=1', given);
  fireEvent.click(await screen.findByRole('combobox', { name: /^Offers/ }));
  await screen.findByRole('option', { name: second.name });
  expect(screen.queryByRole('option', { name: first.name })).toBeNull();
});

it('says that the chosen links could not be asked for', async () => {
  const given = services();
  given.Links.IDs = () => Promise.reject(goError('The links could not be read.'));
  open('/links', given);
  const table = await screen.findByRole('table', { name: 'Links' });
  await within(table).findByRole('row', { name: /^Ana/ });
  fireEvent.click(within(table).getByRole('checkbox', { name: /^Select all/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
  expect(await screen.findByText('The links could not be read.')).toBeTruthy();
});

it('counts many chosen members instead of listing them', async () => {
  const given = services();
  const rows = Array.from({ length: 51 }, (_, i) => ({
    ...(members()[0] as desktop.MemberRow),
    id: `m-${i}`,
  }));
  given.Members.Page = async () => ({ rows, total: rows.length });
  given.Members.IDs = async () => rows.map((row) => row.id);
  open('/members', given);
  fireEvent.click(await screen.findByRole('checkbox', { name: /^Select all/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Generate links' }));
  const form = await screen.findByRole('dialog', { name: 'Generate links' });
  expect(within(form).getByText('51 members chosen in the list')).toBeTruthy();
  fireEvent.click(within(form).getByRole('button', { name: 'Choose others' }));
  expect(within(form).getByRole('combobox', { name: /^Members/ })).toBeTruthy();
  expect(within(form).queryByText(/chosen in the list/)).toBeNull();
});
