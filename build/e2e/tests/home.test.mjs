// From the key figures of the programme down to one sale: offers, members,
// links, conversions, a conversion's story; and why a figure is what it is.

import assert from 'node:assert/strict';

import { findings } from '../accessible.mjs';
import { button, screen } from '../programme.mjs';
import { loadSample } from '../sample.mjs';
import { scenario } from '../scenario.mjs';

const table = (page, name) => page.getByRole('table', { name, exact: true });
const rows = (page, name) => table(page, name).locator('tbody tr');
/** The key figure of a name, as people read it. */
const figure = (page, name) =>
  page.getByLabel('Totals').getByRole('button', { name: new RegExp(`^${name}: `) });

/** A cell of a table's row, by its column's head. */
async function cell(page, name, row, head) {
  const heads = await table(page, name).locator('thead th').allInnerTexts();
  const at = heads.findIndex((text) => text.startsWith(head));
  assert.notEqual(at, -1, `${name} has no column ${head}: ${heads}`);
  return (await row.locator('td').nth(at).innerText()).trim();
}

/** Opens the first row of a level, by its name; how many conversions it has. */
async function down(page, name) {
  const row = rows(page, name).first();
  await row.waitFor();
  const conversions = await cell(page, name, row, 'Conversions');
  await row.locator('td').first().click();
  return conversions;
}

scenario('from the key figures down to the story of one sale', async ({ page, screenshot }) => {
  await page.getByRole('heading', { name: 'Sales Tracking' }).waitFor();
  assert.deepEqual(await findings(page), []);
  await screenshot('home-empty');
  await loadSample(page);
  await page.reload();
  await screen(page, 'Sales Tracking');
  await table(page, 'Members').waitFor();
  for (const name of ['Members', 'Members with conversions', 'Conversions', 'Clicks', 'Sales', 'Sales per member', 'Payouts earned', 'Payout per member', 'Payments due', 'Members due']) {
    await figure(page, name).waitFor();
  }
  // The last 30 days, with those before.
  await page.getByRole('radio', { name: 'Last 30 days', checked: true }).waitFor({ state: 'attached' }); // its label is what is seen
  await page.getByText(/compared with/).waitFor();
  assert.deepEqual(await findings(page), []);
  await screenshot('home-light');
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  assert.deepEqual(await findings(page), []);
  await screenshot('home-dark');
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });

  // Why a key figure is what it is; its rows are as many as it says.
  const conversions = (await figure(page, 'Conversions').innerText()).trim();
  assert.notEqual(conversions, '0');
  await figure(page, 'Conversions').click();
  const why = page.getByRole('dialog', { name: /^Why this number\? Conversions/ });
  await why.getByText('How it is worked out').waitFor();
  assert.deepEqual(await findings(page), []);
  await screenshot('home-why');
  await why.getByRole('button', { name: `Show the ${conversions} conversions` }).click();
  await page.getByRole('heading', { name: 'Conversions' }).waitFor();
  await page.goBack();

  // Offers, the largest by sales first, its members, a member's links.
  await page.getByRole('radiogroup', { name: 'Level' }).getByText('Offers').click();
  await page.waitForFunction(() => window.location.hash.includes('by=offer'));
  await rows(page, 'Offers').first().waitFor();
  assert.deepEqual(await findings(page), []);
  await screenshot('home-offers');
  const ofOffer = await down(page, 'Offers');
  const trail = page.getByRole('navigation', { name: 'Level' });
  await button(trail, 'All sales').waitFor();
  await figure(page, 'Conversions').getByText(ofOffer, { exact: true }).waitFor();
  await screenshot('home-members');
  const ofMember = await down(page, 'Members');
  await page.waitForFunction(() => window.location.hash.includes('member='));
  await figure(page, 'Conversions').getByText(ofMember, { exact: true }).waitFor();
  assert.deepEqual(await findings(page), []);
  await screenshot('home-links');

  // By the keyboard alone: a link's conversions, a conversion's story.
  await rows(page, 'Links').first().waitFor();
  const ofLink = Number(await cell(page, 'Links', rows(page, 'Links').first(), 'Conversions'));
  assert.ok(ofLink > 0);
  await rows(page, 'Links').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /^#\/conversions\?.*link=/.test(window.location.hash));
  await rows(page, 'Conversions').first().waitFor();
  await page.getByRole('radiogroup', { name: 'Status' }).getByText('Counted').click(); // as the figures count them
  await page.waitForFunction(() => window.location.hash.includes('status='));
  await page.waitForFunction((wanted) => document.querySelectorAll('table[aria-label="Conversions"] tbody tr').length === wanted, ofLink);
  await rows(page, 'Conversions').first().focus();
  await page.keyboard.press('Enter');
  const story = page.getByRole('dialog').filter({ hasText: 'How the payout was worked out' });
  await story.getByRole('heading', { name: 'History' }).waitFor();
  for (const source of ['Click', 'Postback', 'Payout rule', 'Books']) {
    await story.getByRole('listitem').filter({ hasText: `${source} · ` }).first().waitFor();
  }
  await button(story, 'Ask the relay').click();
  await story.getByText(/answered:|None of the latest calls/).first().waitFor();
  assert.deepEqual(await findings(page), []);
  await screenshot('home-story');
});

scenario('home fits a small window', async ({ page, screenshot }) => {
  await loadSample(page);
  await page.reload();
  await table(page, 'Members').waitFor();
  await screenshot('home-1024');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  assert.equal(wide, false, 'home is wider than the window');
  assert.deepEqual(await findings(page), []);
}, { viewport: { width: 1024, height: 700 } });
