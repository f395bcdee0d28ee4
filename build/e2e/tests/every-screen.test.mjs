import assert from 'node:assert/strict';

import { scenario } from '../scenario.mjs';

const sidebar = (page) => page.getByRole('navigation', { name: 'Screens' }).getByRole('link');

async function fits(page, name) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= window, `${name} is ${content} px wide in a window of ${window}`);
}

scenario('a fresh profile opens, and so does every screen of the sidebar', async ({ page }) => {
  const entries = sidebar(page);
  await entries.first().waitFor();
  const names = await entries.allInnerTexts();
  assert.ok(names.length >= 7, `the sidebar has only: ${names.join(', ')}`);
  for (const name of names) {
    await entries.filter({ hasText: name }).click();
    await page.getByRole('heading', { name, exact: false }).first().waitFor();
  }
});

scenario(
  'every screen fits a small window',
  async ({ page }) => {
    const entries = sidebar(page);
    await entries.first().waitFor();
    for (const entry of await entries.all()) {
      const name = await entry.innerText();
      await entry.click();
      await page.getByRole('heading').first().waitFor();
      await fits(page, name);
      for (const view of await page.getByRole('navigation', { name: /^Views of/ }).getByRole('link').all()) {
        const title = await view.innerText();
        await view.click();
        await page.locator('[aria-current="page"]', { hasText: title }).waitFor();
        await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root'));
        assert.equal(await page.getByRole('alert').count(), 0, `${title} shows an error`);
        await fits(page, title);
      }
    }
  },
  { viewport: { width: 1024, height: 700 } },
);
