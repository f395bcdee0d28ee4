// The books of the sample programme: they tie with Payments, tell what moved
// them, go out as a journal; and a backup brought back gets from the relay's log
// what it lacks.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { scenario } from '../scenario.mjs';

const exportsDir = await mkdtemp(path.join(tmpdir(), 'linkledger-exports-'));

const screen = (page, name) => page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name }).click();
const button = (page, name) => page.getByRole('button', { name, exact: true });
const exported = async (ending) => {
  const name = (await readdir(exportsDir)).find((file) => file.endsWith(ending));
  assert.ok(name, `no file ends in ${ending}`);
  return readFile(path.join(exportsDir, name), 'utf8');
};

async function loadSample(page) {
  await page.getByRole('heading', { name: 'Sales Tracking' }).waitFor();
  await button(page, 'or load the sample programme').click();
  await page.getByText('The sample programme is loaded.').waitFor({ timeout: 120_000 });
  await page.locator('[data-testid="sync-chip"][data-state="synced"]').filter({ hasNotText: 'waits' }).waitFor();
}

/** What stands under a label, without the currency's sign. */
async function figure(page, label, part = page) {
  const entry = part.locator('dl div').filter({ has: page.locator('dt', { hasText: new RegExp(`^${label}$`) }) });
  return (await entry.locator('dd').innerText()).replace(/[^\d.,−-]/g, '');
}

scenario(
  'the books tie with payments, tell what moved them, and go out as a journal',
  async ({ page, screenshot }) => {
    await loadSample(page);
    await screen(page, 'Payments');
    await page.getByText('Payments due', { exact: true }).waitFor();
    const shown = {
      wallet: await figure(page, 'Balance'),
      locked: await figure(page, 'CJ locked'),
      due: await figure(page, 'Payments due'),
    };

    await screen(page, 'Books');
    const checks = page.getByRole('list', { name: 'Checks of the books' }).getByRole('listitem');
    await checks.first().waitFor();
    assert.equal(await checks.count(), 4);
    assert.equal(await page.getByText(/^Does not hold/).count(), 0, 'a check fails');
    const accounts = page.getByRole('table', { name: /^Accounts in/ }).first();
    const cell = (account, column) =>
      accounts.getByRole('row', { name: account, exact: true }).getByRole('cell').nth(column).innerText();
    assert.equal(await cell('Owed to members', 3), shown.due);
    if (shown.wallet !== '0.00') assert.equal(await cell('Balance to pay from', 3), shown.wallet);
    assert.equal(await cell('CJ owes us', 2), shown.locked);
    await screenshot('books');

    await accounts.getByRole('row', { name: 'Owed to members', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Owed to members' });
    await panel.getByRole('list', { name: 'Transfers' }).getByRole('button').filter({ hasText: /Order/ }).first().click();
    await screenshot('books-account');
    await panel.getByRole('link', { name: /^Order/ }).click();
    await page.getByText('How the payout was worked out').waitFor();

    await screen(page, 'Books');
    await button(page, 'Prove now').click();
    await page.getByText(/The whole book was replayed/).waitFor();
    await button(page, 'Export journal').click();
    await page.getByText(/^Journal written/).waitFor();
    const journal = await exported('.journal');
    assert.match(journal, /^account /m);
    assert.match(journal, /^\d{4}-\d{2}-\d{2} [*!] /m);
  },
  { env: { LINKLEDGER_SAVE_DIR: exportsDir } },
);

scenario(
  'a member’s statement adds up, takes a bonus and gives it back',
  async ({ page, screenshot }) => {
    await loadSample(page);
    await screen(page, 'Members');
    await page.getByRole('table', { name: 'Members' }).getByRole('row').nth(1).click();
    await button(page, 'Statement').click();
    await page.getByRole('heading', { name: /^Statement of/ }).waitFor();
    await page.getByText('All time', { exact: true }).click();
    const statement = page.getByRole('region', { name: /^Statement in/ }).first();
    await statement.waitFor();
    const amounts = async () =>
      Object.fromEntries(
        await Promise.all(
          ['Opening', 'Earned', 'Paid', 'Closing'].map(async (label) => [
            label,
            Math.round(Number((await figure(page, label, statement)).replace(/,/g, '').replace('−', '-')) * 100),
          ]),
        ),
      );
    const before = await amounts();
    assert.equal(before.Opening + before.Earned - before.Paid, before.Closing);

    await button(page, 'Bonus or correction').click();
    await page.getByRole('textbox', { name: /^Amount/ }).fill('25.00');
    await page.getByRole('textbox', { name: /^Reason/ }).fill('Best reel of the month');
    await button(page, 'Give bonus').click();
    const bonus = page
      .getByRole('table', { name: 'Bonuses and corrections' })
      .getByRole('row', { name: /Best reel of the month/ });
    await bonus.waitFor();
    await statement.getByRole('row', { name: /Best reel of the month/ }).waitFor();
    assert.equal((await amounts()).Closing, before.Closing + 2500);
    await screenshot('statement');
    await button(page, 'Export').click();
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    await page.getByText(/^Statement written/).waitFor();
    assert.match(await exported('.csv'), /Best reel of the month/);

    await bonus.click();
    await button(page, 'Cancel it…').click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('meant for somebody else');
    await button(page, 'Cancel bonus').click();
    await page.getByText('meant for somebody else').waitFor();
    await statement.getByRole('row', { name: /Best reel of the month/ }).filter({ hasText: '−25.00' }).waitFor();
    assert.deepEqual(await amounts(), before);
  },
  { env: { LINKLEDGER_SAVE_DIR: exportsDir } },
);

scenario('a backup that is brought back gets from the log what it lacks', async ({ page, screenshot }) => {
  await loadSample(page);
  await screen(page, 'Settings');
  const backups = page.getByRole('region', { name: 'Backups' });
  await backups.getByRole('button', { name: 'Back up now' }).click();
  const asked = backups.getByRole('row').filter({ hasText: 'You asked for it' });
  await asked.waitFor();
  await asked.click();
  const panel = page.getByRole('dialog', { name: /^Backup of/ });
  await panel.getByRole('button', { name: 'Check' }).click();
  await panel.getByText('The backup is good.').waitFor();
  await screenshot('backup-checked');

  await screen(page, 'Members');
  await button(page, 'Add member').first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Kaya Demir');
  await button(page, 'Save member').click();
  await page.getByRole('row', { name: 'Kaya Demir' }).waitFor();
  await page.locator('[data-testid="sync-chip"][data-state="synced"]').filter({ hasNotText: 'waits' }).waitFor();

  await screen(page, 'Settings');
  await asked.click();
  await panel.getByRole('button', { name: 'Restore…' }).click();
  await panel.getByText('What is here now is backed up first').waitFor();
  await panel.getByRole('button', { name: 'Restore this backup' }).click();
  await panel.waitFor({ state: 'detached', timeout: 60_000 });
  await backups.getByRole('row').filter({ hasText: 'Before a restore' }).waitFor();
  await screenshot('backup-restored');
  // Payments wait for the log, which is there at once; two-devices.test.mjs sees them wait for a relay.
  await page.getByRole('region', { name: 'Payments wait' }).waitFor({ state: 'detached', timeout: 60_000 });
  await screen(page, 'Payments');
  await page.getByText('Payments due', { exact: true }).waitFor();
  assert.equal(await page.getByText('Payments are stopped.').count(), 0);
  await screen(page, 'Members');
  await page.getByRole('row', { name: 'Kaya Demir' }).waitFor(); // the log brought it back
});
