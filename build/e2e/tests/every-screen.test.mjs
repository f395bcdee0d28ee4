// Every screen that has an address, empty and full, light and dark, in a small
// window and in a very large one: it fits, shows no error, and axe finds nothing
// serious. The pictures in build/bin/e2e/screens are there to be looked at.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { findings } from '../accessible.mjs';
import { loadSample } from '../sample.mjs';
import { scenario } from '../scenario.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const small = { width: 1024, height: 700 };
const large = { width: 3840, height: 2160 };

/** The addresses of the screens, as the application itself lists them. */
async function addresses() {
  const routes = await readFile(join(root, 'frontend/src/app/routes.tsx'), 'utf8');
  const found = [...routes.matchAll(/(?:path: |home = )'(\/[^']*)'/g)].map(([, path]) => path);
  assert.ok(found.length >= 12, `only these screens were found: ${found.join(', ')}`);
  return found;
}

/** Screens of one offer or member are shown of the first one; without one there is none to show. */
async function withSubject(page, address) {
  const of = { '/offers/payout-rules': ['Offers', 'offer'], '/members/statement': ['Members', 'member'] }[address];
  if (!of) return address;
  const [service, parameter] = of;
  const rows = await page.evaluate((name) => window.go.desktop[name].List(), service);
  return rows?.length ? `${address}?${parameter}=${encodeURIComponent(rows[0].id)}` : undefined;
}

async function show(page, address) {
  await page.evaluate((to) => {
    window.location.hash = `#${to}`;
  }, address);
  await page.getByRole('heading').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root'));
}

async function fits(page, name) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= window, `${name} is ${content} px wide in a window of ${window}`);
}

/** Looks at each screen in each colour scheme and size, and at each view of it in the small window. */
async function lookAtAll({ page, screenshot, t }, kind) {
  const wrong = [];
  const look = async (name, address) => {
    await show(page, address);
    await fits(page, name);
    for (const alert of await page.locator('main').getByRole('alert').allInnerTexts()) wrong.push(`${name} says: ${alert}`);
    wrong.push(...(await findings(page)).map((found) => `${name}: ${found}`));
    await screenshot(`screens/${name}`);
  };
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const path of await addresses()) {
      const address = await withSubject(page, path);
      if (!address) continue;
      const name = `${path.slice(1).replace(/\W+/g, '-')}-${kind}-${colorScheme}`;
      await page.setViewportSize(small);
      await look(name, address);
      const views = page.getByRole('navigation', { name: /^Views of/ }).getByRole('link');
      for (const to of await views.evaluateAll((links) => links.map((link) => link.getAttribute('href').slice(1)))) {
        await look(`${name}-${to.replace(/\W+/g, '-')}`, to);
      }
      await page.setViewportSize(large);
      await show(page, address);
      await fits(page, name);
      await screenshot(`screens/${name}-4k`);
    }
  }
  for (const one of [...new Set(wrong)]) t.diagnostic(one);
  assert.deepEqual([...new Set(wrong)], []);
}

scenario('a fresh profile opens, and so does every screen of the sidebar', async ({ page }) => {
  const entries = page.getByRole('navigation', { name: 'Screens' }).getByRole('link');
  await entries.first().waitFor();
  const names = await entries.allInnerTexts();
  assert.ok(names.length >= 7, `the sidebar has only: ${names.join(', ')}`);
  for (const name of names) {
    await entries.filter({ hasText: name }).click();
    await page.getByRole('heading', { name, exact: false }).first().waitFor();
  }
});

scenario('every screen while it is empty', (given) => lookAtAll(given, 'empty'), { timeoutMs: 600_000 });

scenario(
  'every screen of the sample programme',
  async (given) => {
    await loadSample(given.page);
    await lookAtAll(given, 'full');
  },
  { timeoutMs: 600_000 },
);
