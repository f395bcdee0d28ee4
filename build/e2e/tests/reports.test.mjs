// A question about the programme: asked, narrowed by drilling down, kept as a
// view and in the address, and found again after a reload; its charts.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findings } from '../accessible.mjs';
import { button, screen } from '../programme.mjs';
import { loadSample } from '../sample.mjs';
import { scenario } from '../scenario.mjs';

const exportsDir = await mkdtemp(join(tmpdir(), 'linkledger-charts-'));

const table = (page) => page.getByRole('table', { name: 'Report in USD' });
/** What the address asks, whatever the order of its parts. */
const asks = (page) =>
  page.evaluate(() => [...new URLSearchParams(window.location.hash.split('?')[1])].map(String).sort().join(' '));

/** The figures of a row, without what stands under them. */
const figures = (row) => row.locator('td button').allInnerTexts();

/** What the first column of rows says. */
const names = (page) => table(page).locator('tbody tr td:first-child').allInnerTexts();

scenario('a question is asked, drilled into, kept, and found again after a reload', async ({ page, screenshot }) => {
  await loadSample(page);
  await screen(page, 'Reports');
  await table(page).waitFor();
  await page.getByRole('radiogroup', { name: 'Period' }).getByText('All time').click();
  await page.waitForFunction(() => window.location.hash.includes('period=all-time'));

  await button(page, 'By member').or(button(page, 'Ready-made reports')).click();
  await page.getByRole('menuitem', { name: /^By offer/ }).click();
  await page.waitForFunction(() => window.location.hash.includes('rows=offer'));
  await page.getByRole('radiogroup', { name: 'Period' }).getByText('All time').click();
  await page.getByRole('img', { name: /^Bar chart of \d+ bars?\. Sales: / }).locator('svg').waitFor();
  assert.deepEqual(await findings(page), []);
  await screenshot('reports-by-offer');

  // A head sorts; the largest comes first.
  await table(page).getByRole('button', { name: 'Sales (USD)' }).click();
  await page.waitForFunction(() => window.location.hash.includes('sort=-sales'));
  const offer = table(page).locator('tbody tr').first();
  const [name] = await names(page);
  const ofOffer = await figures(offer);
  await offer.locator('td').first().click(); // the figures themselves tell why

  // Its members come to the same sums as the offer.
  await page.getByRole('button', { name: `Offer: ${name}` }).waitFor();
  await page.waitForFunction(() => !window.location.hash.includes('rows=')); // by member, as at first
  const total = table(page).locator('tfoot tr').last();
  await total.getByText(ofOffer[2], { exact: true }).waitFor();
  assert.equal((await figures(total))[2], ofOffer[2]);
  await screenshot('reports-drilled');

  await button(page, 'Views').click();
  await page.getByRole('textbox', { name: 'Save what is shown as' }).fill('Best offer by member');
  await button(page, 'Save view').click();
  await button(page, 'Best offer by member').first().waitFor();
  const asked = await asks(page);
  const members = await names(page);

  await page.reload();
  await table(page).waitFor();
  assert.equal(await asks(page), asked);
  assert.deepEqual(await names(page), members);
  await button(page, 'Best offer by member').first().waitFor();

  // The back button goes back up; the kept view comes down again.
  await page.goBack();
  await page.waitForFunction(() => window.location.hash.includes('rows=offer'));
  await button(page, 'Views').click();
  await button(page, 'Best offer by member').click();
  await page.waitForFunction(() => !window.location.hash.includes('rows='));
  assert.equal(await asks(page), asked);
  await table(page).getByRole('columnheader', { name: 'Member' }).waitFor();

  // By keys alone: a member's links, one link's conversions.
  await table(page).locator('tbody tr').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => window.location.hash.includes('rows=link'));
  await table(page).getByRole('columnheader', { name: 'Link' }).waitFor();
  await table(page).locator('tbody tr').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => window.location.hash.startsWith('#/conversions?'));
  await page.getByRole('heading', { name: 'Conversions' }).waitFor();
});

scenario('charts of a programme can be read, saved and looked at in the dark', async ({ page, screenshot }) => {
  await loadSample(page);
  const show = async (address, chart) => {
    await page.evaluate((to) => {
      window.location.hash = to;
    }, address);
    await page.getByRole('img', { name: chart }).locator('svg').first().waitFor({ timeout: 60_000 });
  };
  for (const [name, address, chart] of [
    ['trend', '#/reports?rows=day&compare=previous&period=all-time', /^Line chart over/],
    ['columns', '#/reports?rows=member&columns=month&show=sales&period=all-time', /^Bar chart/],
    ['heat-map', '#/reports?view=heat-map&period=all-time', /^Heat map of 7 by 24/],
    ['funnel', '#/reports?view=funnel&period=all-time', /^Funnel of 5 steps/],
    ['cohorts', '#/reports?view=cohorts&period=all-time', /^Heat map/],
  ]) {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await show(address, chart);
      assert.deepEqual(await findings(page), [], `${name} ${colorScheme}`);
      await screenshot(`reports-${name}-${colorScheme}`);
    }
  }
  // The numbers of the last one, as a table.
  await page.getByText('Table', { exact: true }).first().click();
  await page.getByRole('columnheader', { name: 'First conversion in' }).waitFor();

  for (const [item, head] of [
    ['Save as SVG', '<svg'],
    ['Save as PNG', '\x89PNG'],
  ]) {
    await page.getByRole('button', { name: /^Save Members who sold again/ }).click();
    await page.getByRole('menuitem', { name: item }).click();
    const ending = item.slice(-3).toLowerCase();
    await page.getByText(new RegExp(`^Saved as .*\\.${ending}$`)).first().waitFor();
    const name = (await readdir(exportsDir)).find((file) => file.endsWith(ending));
    const file = await readFile(join(exportsDir, name));
    assert.equal(file.subarray(0, 4).toString('latin1'), head);
  }
}, { env: { LINKLEDGER_SAVE_DIR: exportsDir } });
