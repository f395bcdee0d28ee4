// The month's comparison, through the screens: sales that are at CJ, and a file
// of the shop with differences planted in it. Each is found in its bucket, is
// decided by keys and taken back, and CJ's cancellation file has what it should.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { addMember, addOffer, button, generateLink, screen } from '../programme.mjs';
import { scenario } from '../scenario.mjs';

const folder = await mkdtemp(path.join(tmpdir(), 'linkledger-reconciliation-'));
const ordersFile = path.join(folder, 'orders.csv');

const found = (page) => page.getByRole('table', { name: 'What was found' });
const sales = (page) => page.getByRole('table', { name: 'Sales', exact: true });
const bucket = (page, name, cases) => found(page).getByRole('row', { name: `${name}, ${cases} sales`, exact: true });
const order = (page, id) => sales(page).getByRole('row', { name: new RegExp(`^Order ${id},`) });

/** Sales at CJ as three scenarios tell them, and the shop's own file of them. */
async function sell(page) {
  for (const name of ['a-test-purchase', 'what-only-the-shop-knows', 'what-only-cj-knows']) {
    await page.evaluate((story) => window.go.desktop.Practice.Play(story), name);
  }
  const { shopUrl } = await page.evaluate(() => window.go.desktop.Practice.State());
  const file = await (await fetch(new URL('/shop/orders.csv', shopUrl))).text();
  return file.trim().split('\n');
}

/** The shop's file with an order a cent dearer, and one that is not in it. */
function planted(lines) {
  assert.ok(lines.some((line) => line.startsWith('BR-2201,') && line.includes(',95.00,')));
  return lines
    .filter((line) => !line.startsWith('BR-2303,'))
    .map((line) => (line.startsWith('BR-2201,') ? line.replace(',95.00,', ',95.01,') : line));
}

async function readIn(page, lines) {
  await writeFile(ordersFile, `${lines.join('\n')}\n`);
  await button(page, 'The shop’s orders').click();
  const panel = page.getByRole('dialog', { name: 'The shop’s orders' });
  await button(panel, 'Choose a file').click();
  await button(panel, `Read in ${lines.length - 1} lines`).click();
  await panel.getByText(`${lines.length - 1} orders read in`).waitFor();
  await button(panel, 'Close panel').click();
  await page.getByText('Something came in since this was compared.').waitFor();
  await button(page, 'Compare again').first().click();
}

async function decideByKeys(page, screenshot) {
  await bucket(page, 'Only at CJ', 2).click();
  await order(page, 'BR-2302').focus();
  await page.keyboard.press('x');
  const decided = order(page, 'BR-2302').getByText('Cancel at CJ');
  await decided.waitFor();
  await page.keyboard.press('u');
  await decided.waitFor({ state: 'detached' });
  await page.keyboard.press('n'); // opens the panel on the note
  await page.keyboard.type('no such order');
  const panel = page.getByRole('dialog', { name: 'Order BR-2302' });
  await panel.getByRole('button', { name: /^Cancel at CJ/ }).click();
  await decided.waitFor();
  await panel.getByText('Nobody has decided yet').waitFor({ state: 'detached' });
  await screenshot('reconciliation-case');
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
}

/** CJ's cancellation file: it asks for the brand's own numbers first. */
async function cancellations(page) {
  const write = async () => {
    await button(page, 'Export').click();
    await page.getByRole('menuitem', { name: /^Cancellations for CJ/ }).click();
  };
  await write();
  const numbers = page.getByRole('dialog', { name: 'The brand’s numbers at CJ' });
  for (const [label, value] of [['Company id', '4100001'], ['Enterprise id', '1500002'], ['Subscription id', '77003']]) {
    await numbers.getByLabel(label).fill(value);
  }
  await button(numbers, 'Save').click();
  await numbers.waitFor({ state: 'detached' });
  await write();
  await page.getByText(/^2 rows written/).waitFor();
  const name = (await readdir(folder)).find((file) => file.startsWith('cj-cancellations-'));
  const [head, ...rows] = (await readFile(path.join(folder, name), 'utf8')).trim().split(/\r?\n/);
  assert.equal(head, 'companyId,enterpriseId,subscriptionId,actionTrackerId,orderId,updateTime,correctionReason');
  assert.deepEqual(rows.map((line) => line.split(',')[4]).sort(), ['BR-2302', 'TEST-1']);
  for (const line of rows) assert.match(line, /^4100001,1500002,77003,\d+,[^,]+,\d{4}-\d{2}-\d{2}T[\d:]+Z,\w*$/);
}

scenario(
  'the shop’s file is compared with CJ: planted differences are found, decided by keys, and go to CJ',
  async ({ page, screenshot }) => {
    await page.getByRole('heading', { name: 'Sales Tracking' }).waitFor();
    await addOffer(page);
    await addMember(page);
    await generateLink(page);
    await page.waitForFunction(async () => {
      const links = await window.go.desktop.Links.List({ offerId: '', memberId: '' });
      return links.length === 1 && links[0].synced;
    });
    const lines = await sell(page);

    await screen(page, 'Reconciliation');
    await page.getByText('All time', { exact: true }).click();
    await found(page).waitFor();
    await readIn(page, planted(lines));

    await bucket(page, 'Amount differs', 1).waitFor();
    await bucket(page, 'Only in the shop', 2).waitFor();
    await bucket(page, 'Test purchases', 1).waitFor();
    await page.getByText('All of them, to the cent').waitFor();
    await screenshot('reconciliation');
    await decideByKeys(page, screenshot);

    await page.getByText('Amount differs 1', { exact: true }).click();
    await order(page, 'BR-2201').filter({ hasText: '−0.01' }).waitFor();
    await page.getByText('Test purchases 1', { exact: true }).click();
    await order(page, 'TEST-1').waitFor();
    await cancellations(page);
  },
  { env: { LINKLEDGER_SAVE_DIR: folder, LINKLEDGER_OPEN_TABLE: ordersFile } },
);
