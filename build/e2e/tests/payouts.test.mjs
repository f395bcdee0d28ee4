// Who earns what, through the screens: a rule with tiers is tried on past sales
// before it is published, and a decision on many conversions is taken back.

import assert from 'node:assert/strict';

import { scenario } from '../scenario.mjs';

const screen = (page, name) => page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name }).click();
const button = (page, name) => page.getByRole('button', { name, exact: true });

// Runs in the page: how many conversions have a status, or whether so many as wanted have.
const count = async ([status, wanted]) => {
  const filter = { status, memberId: '', offerId: '', period: { from: '', to: '' }, offset: 0, limit: 1 };
  const { total } = await window.go.desktop.Conversions.List(filter);
  return wanted === undefined ? total : total === wanted;
};

const withStatus = (page, status) => page.evaluate(count, [status]);

/** Waits until so many have the status: the list goes by the log, which decisions reach with the next sync. */
const hasStatus = (page, status, wanted) => page.waitForFunction(count, [status, wanted]);

async function loadSample(page) {
  await page.getByRole('heading', { name: 'Sales Tracking' }).waitFor();
  await screen(page, 'Settings');
  await button(page, 'Load sample programme').click();
  await button(page, 'Load sample programme').and(page.locator(':not([data-loading])')).waitFor({ timeout: 90_000 });
  await screen(page, 'Conversions');
  await page.getByRole('table', { name: 'Conversions' }).getByRole('row').nth(5).waitFor({ timeout: 60_000 });
}

async function publishTiers(page, screenshot) {
  await screen(page, 'Offers');
  const best = await page.evaluate(async () => {
    const offers = await window.go.desktop.Offers.List();
    const flat = offers.filter((offer) => /^[\d.]+ % of the sale$/.test(offer.payout)); // no tiers yet
    return flat.sort((a, b) => b.conversions - a.conversions)[0].name;
  });
  await page.getByRole('table', { name: 'Offers' }).getByRole('row', { name: best }).click();
  await button(page, 'Payout rules').click();
  await page.getByText('The first rule that a sale meets pays it').waitFor();
  await page.getByRole('button', { name: /^Everybody/ }).first().click();
  await button(page, 'Change').click();
  const panel = page.getByRole('dialog', { name: 'Change the payout rule for everybody' });
  await panel.getByLabel('Payout (% of the sale)').fill('8');
  await panel.getByRole('button', { name: /^Tiers/ }).click();
  await button(panel, 'Add tiers').click();
  await panel.getByLabel(/^From sales of/).fill('200');
  await panel.getByLabel('% of the sale', { exact: true }).fill('11');
  const reading = panel.getByRole('region', { name: 'The rule in words' });
  await reading.getByText(/8 % of the sale, 11 % .*200\.00/).waitFor();
  await button(panel, 'Try on past sales').click();

  const replay = page.getByRole('dialog', { name: 'What if: the rule on past sales' });
  await replay.getByText('All there is').click();
  await replay.getByText(/conversions would have earned otherwise/).waitFor();
  await replay.getByRole('table', { name: 'Who gains, who loses' }).getByRole('row').nth(1).waitFor();
  await screenshot('what-if');
  await button(replay, 'Publish').click();
  await page.getByText('The payout rule is published.').waitFor();
  await page.getByRole('button', { name: /8 % of the sale, 11 %/ }).first().waitFor();
  await screenshot('payout-rules');
}

async function holdAndUndo(page, screenshot) {
  const [pending, held] = [await withStatus(page, 'pending'), await withStatus(page, 'on_hold')];
  assert.ok(pending > 1, `the sample has ${pending} pending conversions`);
  await screen(page, 'Conversions');
  await page.getByText('Pending', { exact: true }).first().click();
  await page.getByRole('checkbox', { name: 'Select all' }).click();
  const bar = page.getByRole('region', { name: 'Chosen conversions' });
  await button(bar, 'Hold').click();
  await bar.getByRole('textbox', { name: 'Reason' }).fill('Coupon under review');
  await button(bar, `Hold ${pending.toLocaleString('en-US')}`).click();
  const outcome = page.getByRole('status').filter({ hasText: `${pending} conversions put on hold` });
  await outcome.waitFor();
  await hasStatus(page, 'on_hold', held + pending);
  await screenshot('held');
  await button(outcome, 'Undo').click();
  await page.getByText(`${pending} conversions as before.`).waitFor();
  await hasStatus(page, 'pending', pending);
  await hasStatus(page, 'on_hold', held);
}

scenario('a rule with tiers is tried, then published; a hold of many is taken back', async ({ page, screenshot }) => {
  await loadSample(page);
  await publishTiers(page, screenshot);
  await holdAndUndo(page, screenshot);
});
