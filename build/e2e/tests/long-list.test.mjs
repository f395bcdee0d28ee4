// A list of 10,000 rows: only what is in sight is drawn, its pages are asked for
// as they are scrolled to, and the keyboard gets everywhere.

import assert from 'node:assert/strict';

import { loadSample } from '../sample.mjs';
import { scenario } from '../scenario.mjs';

const total = 10_000;

/** The Go side's answer, made long: the real first row again and again, each with a number of its own. */
async function lengthen(page) {
  await page.evaluate((total) => {
    const real = window.go.desktop.Conversions.List;
    window.asked = [];
    window.go.desktop.Conversions.List = async (query) => {
      window.asked.push(query.offset);
      const [row] = (await real({ ...query, offset: 0, limit: 1 })).rows;
      const rows = Array.from({ length: Math.min(query.limit, total - query.offset) }, (_, i) => ({
        ...row,
        id: `row-${query.offset + i}`,
        orderId: `ORDER-${query.offset + i}`,
      }));
      return { rows, total };
    };
  }, total);
}

scenario('a list of 10,000 rows scrolls, and is gone through by keys', async ({ page, screenshot }) => {
  await loadSample(page);
  await lengthen(page);
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Conversions' }).click();
  const row = (number) => page.getByRole('row', { name: `order ORDER-${number},` });
  await row(0).waitFor();
  const drawn = () => page.locator('tr[data-row]').count();
  assert.ok((await drawn()) < 100, `${await drawn()} rows are drawn`);
  assert.equal(await page.getByRole('table').getAttribute('aria-rowcount'), `${total + 1}`);

  await row(0).focus();
  await page.keyboard.press('End');
  await row(total - 1).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-row')), `row-${total - 1}`);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  await row(0).and(page.locator(':focus')).waitFor();

  // What was passed over was never asked for.
  const asked = await page.evaluate(() => [...new Set(window.asked)]);
  assert.ok(asked.length < 12, `the pages at ${asked} were asked for`);

  const widths = () => page.locator('thead th').evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().width)));
  const before = await widths();
  await page.mouse.move(700, 500);
  for (let turn = 0; turn < 20; turn++) await page.mouse.wheel(0, 900);
  await row(500).waitFor();
  assert.deepEqual(await widths(), before, 'the columns moved while the list was scrolled');
  assert.ok((await drawn()) < 100, `${await drawn()} rows are drawn`);

  await row(500).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.getByText('All 10,000 conversions chosen').waitFor();
  await page.keyboard.press('Space');
  await page.getByText('9,999 conversions chosen').waitFor();
  await screenshot('long-list');
});
