// A bare relay, and two computers on it, as a team sets them up: the first is
// let in by the code that the relay prints, the second by a code on the
// first's screen; they share their work; then the second is removed.

import assert from 'node:assert/strict';

import { startApplication } from '../application.mjs';
import { startRelay } from '../relay.mjs';
import { scenario } from '../scenario.mjs';
import { openScreen } from '../screen.mjs';

const passphrase = { LINKLEDGER_PASSPHRASE: 'a virtual screen has no keychain' };

const screen = (page, name) => page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name }).click();
const button = (page, name) => page.getByRole('button', { name, exact: true });
const region = (page, name) => page.getByRole('region', { name, exact: true });
const synced = (page) => page.locator('[data-testid="sync-chip"][data-state="synced"]').waitFor();

async function newProfile(page, name) {
  await page.getByRole('heading', { name: 'Sales Tracking' }).waitFor();
  await screen(page, 'Settings');
  await button(page, 'New profile').click();
  await page.getByLabel('Name of the brand').fill(name);
  await button(page, 'Connect a relay').click();
  await page.getByText(`Profile ${name}`, { exact: true }).waitFor();
}

async function join(page, code, name) {
  const connect = region(page, 'Connect to a relay');
  await connect.getByLabel('Pairing code').fill(code);
  await connect.getByLabel('Name of this device').fill(name);
  await button(connect, 'Connect').click();
}

async function addMember(page, name) {
  await screen(page, 'Members');
  await button(page, 'Add member').first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await button(page, 'Save member').click();
}

/** A backup that is brought back while the relay does not answer stops payments until it does. */
async function restoreWithoutRelay(page, relay, screenshot) {
  await button(region(page, 'Backups'), 'Back up now').click();
  await region(page, 'Backups').getByRole('row').filter({ hasText: 'You asked for it' }).click();
  relay.pause();
  await button(page, 'Restore…').click();
  await button(page, 'Restore this backup').click();
  await region(page, 'Payments wait').waitFor({ timeout: 60_000 });
  await screenshot('backup-restored-frozen');
  await screen(page, 'Payments');
  const stopped = page.getByRole('alert').filter({ hasText: 'Payments are stopped.' });
  await stopped.waitFor();
  await screenshot('payments-frozen');
  relay.resume();
  await stopped.waitFor({ state: 'detached', timeout: 90_000 });
}

scenario(
  'two computers share a workspace until one is removed',
  async ({ page: office, screenshot, t }) => {
    const relay = await startRelay();
    t.after(relay.stop);
    await newProfile(office, 'Hearth and Wool');
    await join(office, relay.code, 'Office laptop');
    await region(office, 'Relay').getByText('Connected to').waitFor();
    await synced(office);

    const recovery = region(office, 'Recovery key');
    await button(recovery, 'Show recovery key').click();
    const key = (await recovery.getByTitle('Recovery key').innerText()).trim();
    assert.equal(await office.getByTestId('recovery-sheet').getByRole('listitem', { includeHidden: true }).count(), key.split('-').length);
    await recovery.getByRole('checkbox', { name: 'I have printed it' }).click();
    await recovery.getByRole('checkbox').waitFor({ state: 'detached' });
    await addMember(office, 'Maya Lindqvist');

    const second = await startApplication({ env: passphrase });
    const reception = await openScreen(second.url);
    t.after(async () => {
      await reception.close();
      await second.stop();
    });
    await newProfile(reception.page, 'Hearth and Wool');

    await screen(office, 'Settings');
    await button(office, 'Add a device').click();
    const panel = office.getByRole('dialog', { name: 'Add a device' });
    const [host, letters] = (await panel.getByTestId('pairing-code').innerText()).split('\n');
    await screenshot('pairing-code');
    await join(reception.page, `${host}${letters}`.toLowerCase(), 'Reception PC');
    await reception.page.getByText('Waiting for approval on your other device…').waitFor();
    await panel.getByText('“Reception PC” asks to join').waitFor();
    await screenshot('pairing-asked');
    await button(panel, 'Approve').click();
    await panel.getByText('“Reception PC” is one of your devices now').waitFor();
    await button(panel, 'Done').click();
    await region(reception.page, 'Relay').getByText('Connected to').waitFor();

    // What one writes, the other shows by itself.
    await screen(reception.page, 'Members');
    await reception.page.getByRole('row', { name: 'Maya Lindqvist' }).waitFor();
    await addMember(office, 'Jonas Weber');
    await reception.page.getByRole('row', { name: 'Jonas Weber' }).waitFor();

    await screen(office, 'Settings');
    await screenshot('devices');
    await button(office, 'Remove Reception PC').click();
    await button(office, 'Remove device').click();
    await office.getByRole('row', { name: 'Reception PC' }).getByText('Removed').waitFor();
    await reception.page.getByTestId('sync-chip').filter({ hasText: 'This device was removed' }).waitFor();
    await reception.page.getByRole('row', { name: 'Jonas Weber' }).waitFor(); // it keeps what it had
    await synced(office);
    await restoreWithoutRelay(office, relay, screenshot);
    assert.deepEqual(reception.errors, [], 'the second computer’s screens reported errors');
  },
  { env: passphrase },
);
