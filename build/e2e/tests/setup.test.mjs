// CJ's integration guide, followed step by step from an empty profile in
// practice mode to a test purchase check that passes; and a first start.

import { startRelay } from '../relay.mjs';
import { scenario } from '../scenario.mjs';

const button = (page, name) => page.getByRole('button', { name, exact: true });
const setUp = (page) => page.getByRole('region', { name: 'Set-up', exact: true });
const step = (page, key, state) => setUp(page).locator(`[data-step="${key}"][data-state="${state}"]`);
const home = (page) =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Sales Tracking' }).click();

scenario('the guide’s steps lead from an empty profile to a check that passes', async ({ page, screenshot }) => {
  await step(page, 'invite', 'now').waitFor();
  await screenshot('setup-empty');
  await button(page, 'Let the simulated brand invite you').click();
  await button(page, 'Accept at the simulated CJ').click();
  await step(page, 'destination', 'now').waitFor();
  await page.getByRole('combobox', { name: 'CJ asset' }).click();
  await page.getByRole('option').filter({ visible: true }).first().click();
  await button(page, 'Get destination link').click();
  await step(page, 'offer', 'now').waitFor();

  const link = (await page.evaluate(() => window.go.desktop.Setup.State())).destination;
  await button(page, 'Add Offer').first().click();
  await page.getByRole('menuitem', { name: /^Link Tracking Offer/ }).click();
  await page.getByLabel('Offer Name').fill('Spring offer');
  await page.getByLabel('Offer Description').fill('First offer.');
  await page.getByLabel('Payout (% of the sale)').fill('10');
  await page.getByRole('combobox', { name: 'Offer URL' }).or(page.getByLabel('Offer URL')).first().fill(link);
  await page.getByLabel('Offer Name').focus(); // the list of links closes
  await button(page, 'Save offer').click();
  await page.getByRole('row').filter({ hasText: 'Spring offer' }).waitFor();

  await home(page);
  await button(page, 'Send it to the simulated CJ').click();
  await step(page, 'member', 'now').waitFor();
  await setUp(page).getByRole('button', { name: 'Add a test member', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Test member');
  await button(page, 'Save member').click();
  await page.getByRole('row').filter({ hasText: 'Test member' }).waitFor();

  await home(page);
  await step(page, 'link', 'now').waitFor();
  await screenshot('setup-half');
  await setUp(page).getByRole('button', { name: 'Generate a link', exact: true }).click();
  await page.getByRole('dialog', { name: 'Generate links' }).getByRole('button', { name: /^Generate/ }).click();
  await page.getByRole('dialog', { name: 'Link generated' }).waitFor();

  await home(page);
  await step(page, 'purchase', 'now').waitFor();
  await setUp(page).getByRole('button', { name: 'Place a test purchase', exact: true }).click();
  await page.getByRole('button', { name: 'Run test purchase check' }).click();
  await page.locator('[aria-label="Test purchase check"][data-state="passed"]').waitFor({ timeout: 60_000 });
  await home(page);
  await page.getByRole('heading', { name: 'Set-up is done' }).waitFor();
  await screenshot('setup-done');
});

scenario(
  'a first start asks, and leads to a live profile that shows the steps',
  async ({ page, screenshot, t }) => {
    const relay = await startRelay();
    t.after(relay.stop);
    await page.getByRole('heading', { name: 'How do you want to begin?' }).waitFor();
    await screenshot('first-run');
    await page.getByLabel('Name of the brand').fill('Hearth and Wool');
    await button(page, 'Connect a relay').click();
    const connect = page.getByRole('region', { name: 'Connect to a relay' });
    await connect.getByLabel('Pairing code').fill(relay.code);
    await connect.getByLabel('Name of this device').fill('Office laptop');
    await button(connect, 'Connect').click();
    await page.getByText('Connected to').waitFor();
    await home(page);
    await step(page, 'relay', 'done').waitFor();
    await step(page, 'invite', 'now').waitFor();
    await screenshot('setup-live');
  },
  {
    env: { LINKLEDGER_PRACTICE: '', LINKLEDGER_PASSPHRASE: 'a virtual screen has no keychain' },
    viewport: { width: 1024, height: 700 },
    colorScheme: 'dark',
  },
);
