// The steps of a programme through the screens, as a brand manager and a
// shopper take them: an offer, a member, a link, a purchase.

import assert from 'node:assert/strict';

/** Opens a screen of the sidebar. */
export const screen = (page, name) => page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name }).click();
export const button = (page, name) => page.getByRole('button', { name, exact: true });
/** The table rows that hold all texts. */
export const row = (page, ...texts) =>
  texts.reduce((rows, hasText) => rows.filter({ hasText }), page.getByRole('row'));
const pick = async (page, label, option) => {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).filter({ visible: true }).first().click();
};

export async function addOffer(page) {
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

export async function addMember(page) {
  await screen(page, 'Members');
  await button(page, 'Add member').first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Maya Lindqvist');
  await page.getByRole('textbox', { name: 'Payee' }).fill('maya@lindqvist.example');
  await button(page, 'Save member').click();
  await row(page, 'Maya Lindqvist').waitFor();
}

export async function generateLink(page) {
  await screen(page, 'Links');
  await page.getByRole('button', { name: 'Generate links' }).first().click();
  await page.getByRole('dialog', { name: 'Generate links' }).getByRole('combobox', { name: 'Offers' }).click();
  await page.getByRole('option', { name: 'Wool throw' }).filter({ visible: true }).last().click();
  await page.getByText('Everybody', { exact: true }).click();
  await button(page, 'Generate').click();
  await page.getByText('Link generated').waitFor();
  const link = (await page.getByTitle('Link of Maya Lindqvist').innerText()).trim();
  await button(page, 'Done').click();
  await row(page, 'Maya Lindqvist', 'Wool throw').waitFor();
  return link;
}

/** A shopper with a browser of their own clicks the link and buys; the order's number. */
export async function shop(page, link) {
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
