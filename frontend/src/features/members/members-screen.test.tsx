import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { open } from '../../test/render';
import { services } from '../../test/services';

const type = (element: HTMLElement, value: string) => fireEvent.change(element, { target: { value } });

it('adds a member, marked as not synced', async () => {
  open('/members?add=1');
  const form = await screen.findByRole('dialog', { name: 'Add member' });
  fireEvent.click(within(form).getByRole('button', { name: 'Save member' }));
  expect(await within(form).findByText('Enter a name.')).toBeTruthy();
  type(within(form).getByRole('textbox', { name: 'Name' }), 'Kaya Demir');
  fireEvent.click(within(form).getByRole('button', { name: 'Save member' }));
  const detail = await screen.findByRole('dialog', { name: 'Kaya Demir' });
  expect(within(detail).getByText('not synced')).toBeTruthy();
  expect(await screen.findByRole('row', { name: 'Kaya Demir' })).toBeTruthy();
});

it('sends an edit with the member as the form showed them', async () => {
  const given = services();
  const shown = (await given.Members.List()).find((member) => member.id === 'm-ana');
  const save = vi.spyOn(given.Members, 'Save');
  open('/members?open=m-ana&edit=1', given);
  const form = await screen.findByRole('dialog', { name: 'Edit Ana Oliveira' });
  type(within(form).getByRole('textbox', { name: 'Name' }), 'Ana O.');
  fireEvent.click(within(form).getByRole('button', { name: 'Save member' }));
  await screen.findByRole('dialog', { name: 'Ana O.' });
  expect(save.mock.calls[0]?.[0]).toMatchObject({ id: 'm-ana', name: 'Ana O.', was: shown });
});

it('leads from a member to generating their link', async () => {
  open('/members?open=m-ana');
  fireEvent.click(await screen.findByRole('button', { name: 'Generate link' }));
  const form = await screen.findByRole('dialog', { name: 'Generate links' });
  expect(await within(form).findByText('Ana Oliveira')).toBeTruthy();
});

it('shows a member’s own payout rules, and a way to add one', async () => {
  open('/members?open=m-ana');
  const detail = await screen.findByRole('dialog', { name: 'Ana Oliveira' });
  expect(await within(detail).findByText('15 % of the sale')).toBeTruthy();
  expect(await within(detail).findByRole('button', { name: 'Add payout rule' })).toBeTruthy();
});

it('finds members by name, handle and group', async () => {
  open('/members');
  type(await screen.findByRole('searchbox', { name: 'Search members' }), 'vanlife sato');
  await waitFor(() => expect(screen.queryByRole('row', { name: 'Goran Petrović' })).toBeNull());
  expect(screen.getByRole('row', { name: 'Hana Sato' })).toBeTruthy();
});

it('keeps a member’s promo codes in upper case, each once', async () => {
  const given = services();
  const save = vi.spyOn(given.Members, 'Save');
  open('/members?open=m-ana&edit=1', given);
  const form = await screen.findByRole('dialog', { name: 'Edit Ana Oliveira' });
  const codes = within(form).getByRole('combobox', { name: 'Promo codes' });
  for (const code of ['ana20', ' ANA10 ']) {
    codes.focus(); // a field that nobody is in was filled by the browser, and is left alone
    type(codes, code);
    fireEvent.keyDown(codes, { key: 'Enter' });
  }
  fireEvent.click(within(form).getByRole('button', { name: 'Save member' }));
  await screen.findByRole('dialog', { name: 'Ana Oliveira' });
  expect(save.mock.calls[0]?.[0].promoCodes).toEqual(['ANA10', 'ANAFREE', 'ANA20']);
});

it('shows what becomes of each row before members are imported, and takes it back', async () => {
  const given = services();
  const started = vi.spyOn(given.Members, 'Import');
  const undo = vi.spyOn(given.Undo, 'Do');
  open('/members?import=1', given);
  const panel = await screen.findByRole('dialog', { name: 'Import members' });
  fireEvent.click(within(panel).getByRole('button', { name: 'Choose a file' }));
  fireEvent.click(await within(panel).findByRole('button', { name: /Look at 6 rows/ }));
  expect(await within(panel).findByText(/This is not an e-mail address/)).toBeTruthy();
  expect(started).not.toHaveBeenCalled();
  fireEvent.click(within(panel).getByRole('button', { name: 'Import 3 members' }));
  fireEvent.click(await within(panel).findByRole('button', { name: 'Undo the import' }));
  expect(undo).toHaveBeenCalledWith('turn-import');
});

it('changes the chosen members alike', async () => {
  const given = services();
  const edit = vi.spyOn(given.Members, 'Edit');
  open('/members', given);
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Select Ana Oliveira' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Add tags…' }));
  const tags = screen.getByRole('combobox', { name: 'Tags for the chosen members' });
  tags.focus();
  type(tags, 'spring');
  fireEvent.keyDown(tags, { key: 'Enter' });
  fireEvent.click(screen.getByRole('button', { name: 'Add tags' }));
  await waitFor(() =>
    expect(edit.mock.calls[0]?.[0]).toMatchObject({ ids: ['m-ana'], addTags: ['spring'], status: '' }),
  );
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Chosen members' })).toBeNull());
});
