// A month of the sample programme is closed after a look at what is open; its
// report goes out; and the books and reports are looked at as of that evening.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findings } from '../accessible.mjs';
import { button, screen } from '../programme.mjs';
import { loadSample } from '../sample.mjs';
import { scenario } from '../scenario.mjs';

const exportsDir = await mkdtemp(join(tmpdir(), 'linkledger-months-'));

const panel = (page) => page.getByRole('dialog');
const past = (page) => page.getByRole('region', { name: 'You are looking at the past' });

scenario('a month is closed, goes out as a report, and stays to be looked at', async ({ page, screenshot }) => {
  await loadSample(page);
  await screen(page, 'Reports');
  await page.getByRole('navigation', { name: 'Reports' }).getByRole('link', { name: 'Month close' }).click();
  const table = page.getByRole('table', { name: 'Months in USD' });
  await table.waitFor();
  await screenshot('month-close');
  const open = table.locator('tbody tr').filter({ hasText: 'Open' }).first();
  const sales = await open.locator('td').nth(3).innerText();
  await open.click();
  await page.getByRole('list', { name: 'Before it is closed' }).waitFor();
  assert.deepEqual(await findings(page), []);
  await screenshot('month-close-open');

  await panel(page).getByRole('button', { name: /^Close .* \d{4}$/ }).click();
  await panel(page).getByText(/^Closed by you/).waitFor();
  await page.locator('[data-testid="sync-chip"][data-state="synced"]').filter({ hasNotText: 'waits' }).waitFor();
  await panel(page).getByRole('link', { name: /^Its members, as of/ }).waitFor();
  assert.equal(await table.locator('tbody tr').filter({ hasText: 'Closed' }).locator('td').nth(3).innerText(), sales);
  await screenshot('month-close-closed');

  await button(page, 'Export report of the month').click();
  await page.getByRole('menuitem', { name: /^CSV/ }).click();
  await page.getByText(/^Month written/).waitFor();
  const [file] = await readdir(exportsDir);
  assert.match(await readFile(join(exportsDir, file), 'utf8'), /Closed by you/);

  await panel(page).getByRole('link', { name: /^Its members, as of/ }).click();
  await past(page).waitFor();
  const total = page.getByRole('table', { name: 'Report in USD' }).locator('tfoot tr').last();
  await total.getByText(sales, { exact: true }).waitFor();
  assert.deepEqual(await findings(page), []);
  await screenshot('reports-as-of');
  await past(page).getByRole('button', { name: 'Back to now' }).click();
  await past(page).waitFor({ state: 'detached' });

  await screen(page, 'Books');
  await button(page, 'As of now').click();
  await button(page, 'End of last month').click();
  await past(page).waitFor();
  await page.getByRole('table', { name: 'Accounts in USD' }).waitFor();
  await screenshot('books-as-of');
}, { env: { LINKLEDGER_SAVE_DIR: exportsDir } });
