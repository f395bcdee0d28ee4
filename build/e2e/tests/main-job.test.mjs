// The main job through the screens, as a brand manager does it: an offer, a
// member, a link; a shopper clicks and buys; CJ locks and pays; the member is
// paid. Then the test purchase check, and the same day without a relay.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { scenario } from '../scenario.mjs';

const exportsDir = await mkdtemp(path.join(tmpdir(), 'linkledger-exports-'));

const screen = (page, name) => page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name }).click();
const button = (page, name) => page.getByRole('button', { name, exact: true });
const row = (page, ...texts) =>
  texts.reduce((rows, hasText) => rows.filter({ hasText }), page.getByRole('row'));
const pick = async (page, label, option) => {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).filter({ visible: true }).first().click();
};

async function addOffer(page) {
  await screen(page, 'Sales Tracking');
  await button(page, 'Add Offer').first().click();
  await page.getByRole('menuitem', { name: 'Link Tracking Offer' }).click();
  const save = button(page, 'Save offer');
  await save.click();
  await page.getByText('Enter a name for the offer.').waitFor(); // said beside the field
  await page.getByLabel('Offer Name').fill('Wool throw');
  await page.getByLabel('Offer Description').fill('First offer of the season.');
  await page.getByLabel('Payout (% of the sale)').fill('10');
  await pick(page, 'Offer URL', /click-/);
  await page.getByLabel('Value of utm_source').fill('ambassador');
  await save.click();
  await row(page, 'Wool throw', '10 % of the sale').waitFor();
}

async function addMember(page) {
  await screen(page, 'Members');
  await button(page, 'Add member').first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Maya Lindqvist');
  await page.getByRole('textbox', { name: 'Payee' }).fill('maya@lindqvist.example');
  await button(page, 'Save member').click();
  await row(page, 'Maya Lindqvist').waitFor();
}

async function generateLink(page) {
  await screen(page, 'Links');
  await page.getByRole('button', { name: 'Generate links' }).first().click();
  await page.getByRole('dialog', { name: 'Generate links' }).getByRole('combobox', { name: 'Offer' }).click();
  await page.getByRole('option', { name: 'Wool throw' }).filter({ visible: true }).last().click();
  await page.getByRole('button', { name: /^Choose all/ }).click();
  await button(page, 'Generate').click();
  await page.getByText('Link generated').waitFor();
  const link = (await page.getByTitle('Link of Maya Lindqvist').innerText()).trim();
  await button(page, 'Done').click();
  await row(page, 'Maya Lindqvist', 'Wool throw').waitFor();
  return link;
}

/** A shopper with a browser of their own clicks the link and buys. */
async function shop(page, link) {
  const context = await page.context().browser().newContext();
  const shopper = await context.newPage();
  await shopper.goto(link);
  const landing = new URL(shopper.url());
  assert.match(landing.searchParams.get('cjevent') ?? '', /^[0-9a-f]{32}$/);
  assert.equal(landing.searchParams.get('utm_source'), 'ambassador');
  await shopper.getByRole('button', { name: 'Buy now' }).click();
  const order = await shopper.locator('#order-id').innerText();
  await context.close();
  return order;
}

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

    await screen(page, 'Sales Tracking');
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
  assert.match(await check.innerText(), /10 of 10 steps/);
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
