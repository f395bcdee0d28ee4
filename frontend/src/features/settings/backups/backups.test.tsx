import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { goError } from '../../../test/bindings';
import { backup, backups } from '../../../test/fixture/backups';
import { open } from '../../../test/render';
import { live, services } from '../../../test/services';

async function setting(): Promise<HTMLElement> {
  const region = await screen.findByRole('region', { name: 'Backups' });
  await within(region).findByRole('button', { name: 'Back up now' }); // its list has come
  return region;
}
const click = (within_: HTMLElement, name: string) =>
  fireEvent.click(within(within_).getByRole('button', { name }));

it('lists when each was made, why, up to where and how large, and when the next one is due', async () => {
  open('/settings');
  const region = await setting();
  const rows = await within(region).findAllByRole('row', { name: /^Backup of/ });
  expect(rows).toHaveLength(4);
  const update = within(region).getByRole('row', { name: 'Backup of Nov 20, 2026, 3:01 AM' });
  expect(
    within(update)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['Nov 20, 2026, 3:01 AM', 'Before an update', '1,790', '1.9 MB']);
  expect(region.textContent).toContain('Next: 9:55 AM.');
  expect(region.textContent).toContain('the printed recovery key open them');
});

it('says what is lost with the computer while there is no recovery key', async () => {
  const given = services();
  given.Backups.List = async () => backups({ withRecovery: false });
  open('/settings', given);
  expect((await setting()).textContent).toContain('if the computer is lost, they are lost, too');
});

it('backs up now', async () => {
  const given = services('empty');
  open('/settings', given);
  const region = await setting();
  expect(await within(region).findByText('There is no backup yet.')).toBeTruthy();
  click(region, 'Back up now');
  expect(await within(region).findByText('You asked for it')).toBeTruthy();
});

it('says why the last one could not be made', async () => {
  const given = services();
  given.Backups.List = async () => backups({ problem: 'The disk is full. Free some space.' });
  open('/settings', given);
  expect((await screen.findByRole('alert')).textContent).toContain('The disk is full.');
});

it.each([
  [true, 'It opens.', 'The backup is good.'],
  [false, 'It is damaged.', 'The backup can’t be used.'],
])('checks a backup (%s) and says what came of it', async (ok, detail, words) => {
  const given = services();
  const check = vi.fn(async () => ({ ok, detail }));
  given.Backups.Check = check;
  open('/settings?backup=b-3', given);
  const panel = await screen.findByRole('dialog', { name: /^Backup of/ });
  fireEvent.click(await within(panel).findByRole('button', { name: 'Check' }));
  const result = await within(panel).findByText(words);
  expect(result.parentElement?.textContent).toContain(detail);
  expect(check).toHaveBeenCalledWith('b-3');
});

it('restores only after saying what will happen; then payments wait', async () => {
  const given = services();
  const restore = vi.spyOn(given.Backups, 'Restore');
  open('/settings', given);
  fireEvent.click(await screen.findByRole('row', { name: 'Backup of Nov 20, 2026, 3:01 AM' }));
  const panel = await screen.findByRole('dialog', { name: 'Backup of Nov 20, 2026, 3:01 AM' });
  click(panel, 'Restore…');
  const warning = within(panel).getByRole('region', { name: /^Go back to the backup of/ });
  expect(warning.textContent).toContain('What is here now is backed up first');
  expect(warning.textContent).toContain('so that nobody is paid twice');
  expect(restore).not.toHaveBeenCalled();
  click(panel, 'Restore this backup');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(restore).toHaveBeenCalledWith('b-2');
  const frozen = await screen.findByRole('region', { name: 'Payments wait' });
  expect(within(frozen).getByRole('button', { name: 'Sync now' })).toBeTruthy();
});

it('can be left as it is, and says why a backup was refused', async () => {
  const given = services();
  given.Backups.Restore = () => Promise.reject(goError('This backup is damaged.', {}, 'Take an older one.'));
  open('/settings?backup=b-2', given);
  const panel = await screen.findByRole('dialog', { name: /^Backup of/ });
  fireEvent.click(await within(panel).findByRole('button', { name: 'Restore…' }));
  click(panel, 'Keep what is here');
  expect(within(panel).queryByRole('region', { name: /^Go back/ })).toBeNull();
  click(panel, 'Restore…');
  click(panel, 'Restore this backup');
  expect((await within(panel).findByRole('alert')).textContent).toBe(
    'This backup is damaged. Take an older one.',
  );
});

it('restores from a file with the printed key, and says what is wrong with it', async () => {
  const given = services();
  const restore = vi.spyOn(given.Backups, 'RestoreFile');
  open('/settings', given);
  click(await setting(), 'Restore from a file');
  const panel = await screen.findByRole('dialog', { name: 'Restore from a file' });
  const key = within(panel).getByLabelText('Recovery key', { selector: 'input' });
  fireEvent.change(key, { target: { value: 'abc' } });
  click(panel, 'Choose the file and restore');
  expect(await within(panel).findByText('It has a typing error.')).toBeTruthy();
  fireEvent.change(key, { target: { value: ' 7Q2MXK-9D3FZP ' } });
  click(panel, 'Choose the file and restore');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(restore).toHaveBeenLastCalledWith('7Q2MXK-9D3FZP');
});

it('without a relay lets payments go on only by the sentence that stands there', async () => {
  const given = live({ connected: false });
  open('/settings?backup=b-2', given);
  const panel = await screen.findByRole('dialog', { name: /^Backup of/ });
  fireEvent.click(await within(panel).findByRole('button', { name: 'Restore…' }));
  expect(panel.textContent).toContain('There is no relay');
  click(panel, 'Restore this backup');
  const frozen = await screen.findByRole('region', { name: 'Payments wait' });
  const field = within(frozen).getByRole('textbox', { name: 'Confirmation' });
  fireEvent.change(field, { target: { value: 'yes' } });
  click(frozen, 'Let payments go on');
  expect(await within(frozen).findByText('Type: nothing was paid since')).toBeTruthy();
  fireEvent.change(field, { target: { value: 'nothing was paid since' } });
  click(frozen, 'Let payments go on');
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Payments wait' })).toBeNull());
});

it('offers to rebuild a damaged database, and afterwards says where the damaged file is', async () => {
  const given = services();
  const rebuild = vi.spyOn(given.Backups, 'Rebuild');
  let view = backups({ damage: 'Row 17 of the transfers has changed.' });
  given.Backups.List = async () => view;
  open('/settings', given);
  const damaged = await screen.findByRole('region', { name: 'The database is damaged' });
  expect(damaged.textContent).toContain('Row 17');
  view = backups({
    damage: 'It was made again from its log.',
    setAside: '/profiles/a/linkledger-damaged.db',
  });
  click(damaged, 'Rebuild');
  const rebuilt = await screen.findByRole('region', {
    name: 'The database was damaged and has been rebuilt',
  });
  expect(rebuild).toHaveBeenCalledOnce();
  expect(rebuilt.textContent).toContain('/profiles/a/linkledger-damaged.db');
  expect(within(rebuilt).queryByRole('button', { name: 'Rebuild' })).toBeNull();
});

it('is scrolled to when another screen leads here', async () => {
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(() => undefined);
  open('/settings?show=backups');
  const region = await setting();
  await waitFor(() => expect(scrolled.mock.contexts).toContain(region));
  expect(scrolled.mock.contexts).toHaveLength(1);
});

it('names the clock of practice mode’s backups, a small size and an empty workspace', async () => {
  const given = services();
  given.Backups.List = async () => backups({ items: [backup({ id: 'b-0', entry: 0, bytes: 41_200 })] });
  open('/settings', given);
  const region = await setting();
  expect(region.textContent).toContain('by this computer’s clock');
  const cells = within(await within(region).findByRole('row', { name: /^Backup of/ })).getAllByRole('cell');
  expect(cells.slice(2).map((cell) => cell.textContent)).toEqual(['empty workspace', '42 kB']);
});
