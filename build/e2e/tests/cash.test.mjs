// When the money moves, through the screens: from an empty workspace, a sale
// locks and CJ pays, and the lock calendar, the cash timeline, the balance and
// the books agree.

import assert from 'node:assert/strict';

import { addMember, addOffer, button, generateLink, row, screen, shop } from '../programme.mjs';
import { scenario } from '../scenario.mjs';

const view = (page, name) =>
  page.getByRole('navigation', { name: 'Views of Payments' }).getByRole('link', { name }).click();
const figure = (page, label) => page.locator('dl > div').filter({ hasText: label }).locator('dd').first();

/** Waits until a figure begins with an amount. */
const shows = (page, label, amount) => figure(page, label).filter({ hasText: amount }).waitFor();

/** What the books have on an account. */
const balance = (page, account) =>
  page.evaluate(async (name) => {
    const books = await window.go.desktop.Books.Accounts();
    const found = books.currencies.flatMap((one) => one.accounts).find((one) => one.account === name);
    return found?.available.text ?? '0.00';
  }, account);

scenario('the lock calendar empties into what CJ owes, CJ pays, and all figures agree', async ({ page, screenshot }) => {
  await page.getByRole('heading', { name: 'Sales Tracking' }).waitFor();

  await screen(page, 'Payments');
  await view(page, 'Lock calendar');
  await page.getByText(/^No sale waits to be locked/).waitFor();
  await view(page, 'Cash timeline');
  await page.getByText(/^No sale yet/).waitFor();

  await addOffer(page);
  await addMember(page);
  const link = await generateLink(page);
  const order = await shop(page, link);
  await screen(page, 'Conversions');
  await row(page, order, 'New').waitFor();

  await screen(page, 'Payments');
  await view(page, 'Lock calendar');
  await row(page, '1 sale, $12.00, can still be corrected until').waitFor();
  await shows(page, 'Can still be corrected', '12.00');
  await screenshot('lock-calendar');

  await button(page, 'Wind to lock day').click();
  await page.getByText(/all that CJ lists is locked and waits for its payday/).waitFor();
  await shows(page, 'Can still be corrected', '0.00');
  await shows(page, 'Locked, not paid by CJ', '12.00');

  await view(page, 'Cash timeline');
  const sale = page.getByRole('table', { name: 'Cash timeline' }).getByRole('row', { name: /of Maya Lindqvist$/ });
  await sale.getByText(/^Locked on/).waitFor({ state: 'attached' });
  await sale.getByText(/^CJ pays, expected/).waitFor({ state: 'attached' });
  await shows(page, 'You front', '12.00');
  await screenshot('cash-timeline');

  await button(page, 'Wind to payday').click();
  await button(page, 'Wind to payday').and(page.locator(':not([data-loading])')).waitFor();
  await page.getByRole('button', { name: /Record CJ.s payment/ }).click();
  const panel = page.getByRole('dialog');
  await panel.getByRole('button', { name: /Use what the practice CJ paid/ }).click();
  await panel.getByText('none', { exact: true }).waitFor();
  await screenshot('cj-payment');
  await button(page, 'Record payment').click();
  await panel.waitFor({ state: 'detached' });

  await sale.getByText(/^CJ paid on/).waitFor({ state: 'attached' });
  await shows(page, 'You front', '0.00');
  const shown = (await figure(page, 'Balance').innerText()).replace(/[^\d.]/g, '');
  assert.equal(shown, '12.00');
  assert.equal(await balance(page, 'wallet:bank'), '12.00');
  assert.equal(await balance(page, 'cj:locked'), '0.00');

  await view(page, 'As CJ sees it');
  await page.getByText('All time', { exact: true }).click();
  await page.getByText(/^(Equal|Every difference) in USD/).waitFor();
  await row(page, 'Our members', '120.00', '12.00').waitFor();
  await screenshot('as-cj');
});
