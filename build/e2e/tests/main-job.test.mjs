// The main job through the screens, as a brand manager does it: an offer, a
// member, a link; a shopper clicks and buys; CJ locks and pays; the member is
// paid. Then the test purchase check, and the same day without a relay.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { addMember, addOffer, button, generateLink, row, screen, shop } from '../programme.mjs';
import { scenario } from '../scenario.mjs';

const exportsDir = await mkdtemp(path.join(tmpdir(), 'linkledger-exports-'));

scenario(
  'an offer, a click, a sale, and the member is paid once',
  async ({ page, screenshot }) => {
    await page.getByRole('heading', { name: 'Sales Tracking' }).waitFor();
    await addOffer(page);
    await addMember(page);
    const link = await generateLink(page);
    const order = await shop(page, link);

    await screen(page, 'Conversions');
    const sale = row(page, order);
    await sale.filter({ hasText: 'Pending' }).filter({ hasText: 'New' }).waitFor();
    await screenshot('conversion-new');

    await button(page, 'Wind to lock day').click();
    await sale.filter({ hasText: 'Approved' }).filter({ hasText: 'Locked' }).waitFor();
    await button(page, 'Wind to payday').click();
    await sale.filter({ hasText: 'Closed' }).waitFor();

    await screen(page, 'Payments');
    await page.getByRole('button', { name: /Record CJ.s payment/ }).click();
    await page.getByRole('button', { name: /Use what the practice CJ paid/ }).click();
    await button(page, 'Record payment').click();
    await row(page, 'CJ', '12.00').waitFor();

    await button(page, 'Make a Payment').click();
    await button(page, 'Review 1 member').click();
    await page.getByRole('button', { name: /^Make payment of/ }).click();
    await page.getByText('Payment no. 1').waitFor();
    await page.getByRole('button', { name: /^Export/ }).click();
    await page.getByText(/^Exported/).first().waitFor();
    const files = await readdir(exportsDir);
    assert.equal(files.length, 1);
    const csv = await readFile(path.join(exportsDir, files[0]), 'utf8');
    assert.match(csv, /maya@lindqvist\.example,12\.00,USD/);
    await button(page, 'Record as paid').click();
    await page.getByLabel('Reference').fill('Batch 7');
    await button(page, 'Record as paid').last().click();
    await row(page, 'No. 1', 'Paid', 'Batch 7').waitFor();
    await screenshot('payment-paid');
    await screen(page, 'Books');
    await page.getByText('Debits equal credits').waitFor();
    await row(page, 'Owed to members', '0.00').waitFor();
    assert.equal(await page.getByText(/^Does not hold/).count(), 0, 'a check of the books fails');

    // Payday is more than 30 days after the sale.
    await screen(page, 'Sales Tracking');
    await button(page, 'Show all time').click();
    await row(page, 'Maya Lindqvist', '120.00', '12.00').waitFor();
    await screen(page, 'Payments');
    await button(page, 'Make a Payment').click();
    assert.ok(await page.getByRole('button', { name: /^Review/ }).isDisabled(), 'the member can be paid again');
  },
  { env: { LINKLEDGER_SAVE_DIR: exportsDir } },
);

scenario('the test purchase check passes, and finds what is broken', async ({ page, screenshot }) => {
  await page.getByRole('heading', { name: 'Sales Tracking' }).waitFor();
  await addOffer(page);
  await screen(page, 'Test purchase');
  const run = page.getByRole('button', { name: 'Run test purchase check' });
  await run.click();
  const check = page.getByRole('region', { name: 'Test purchase check' });
  await page.locator('[aria-label="Test purchase check"][data-state="passed"]').waitFor({ timeout: 60_000 });
  assert.match(await check.innerText(), /11 of 11 steps/);
  await screenshot('check-passed');

  await page.getByRole('button', { name: 'Break something' }).click();
  await page.getByRole('switch', { name: /never sends the postback/ }).click({ force: true });
  await page.keyboard.press('Escape');
  await run.click();
  await page.locator('[aria-label="Test purchase check"][data-state="failed"]').waitFor({ timeout: 60_000 });
  assert.match(await check.innerText(), /postback/i);
  await screenshot('check-failed');

  // Test traffic stays out of the figures.
  await screen(page, 'Members');
  await row(page, 'Test member').waitFor();
  assert.doesNotMatch(await row(page, 'Test member').innerText(), /120\.00/);
});

scenario('a stopped relay leaves every screen usable, and the chip says so', async ({ page, screenshot }) => {
  await page.getByRole('heading', { name: 'Sales Tracking' }).waitFor();
  await addOffer(page);
  await addMember(page);
  const chip = page.getByTestId('sync-chip');
  await page.locator('[data-testid="sync-chip"][data-state="synced"]').waitFor();

  await page.evaluate(() => window.go.desktop.Practice.SetFault('relay-stopped', true));
  await page.locator('[data-testid="sync-chip"][data-state="offline"]').waitFor();
  assert.match(await chip.innerText(), /Offline, data as of/);
  for (const name of ['Sales Tracking', 'Offers', 'Members', 'Links', 'Conversions', 'Payments', 'Books', 'Test purchase', 'Settings']) {
    await screen(page, name);
    await page.getByRole('heading', { name: name === 'Payments' ? 'Payments Overview' : name }).first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Retry' }).count(), 0, `${name} shows an error`);
  }
  await screen(page, 'Members');
  await button(page, 'Add member').first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Jonas Weber');
  await button(page, 'Save member').click();
  const notSynced = row(page, 'Jonas Weber').getByRole('img', { name: 'not synced' });
  await notSynced.waitFor();
  await page.getByTestId('sync-chip').filter({ hasText: '1 edit waits' }).waitFor();
  await screenshot('relay-stopped');

  await page.evaluate(() => window.go.desktop.Practice.SetFault('relay-stopped', false));
  await page.locator('[data-testid="sync-chip"][data-state="synced"]').filter({ hasNotText: 'waits' }).waitFor();
  await notSynced.waitFor({ state: 'detached' });
});
