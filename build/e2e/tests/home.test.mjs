// The home screen of a programme in a small window.

import assert from 'node:assert/strict';

import { findings } from '../accessible.mjs';
import { loadSample } from '../sample.mjs';
import { scenario } from '../scenario.mjs';

const table = (page, name) => page.getByRole('table', { name, exact: true });

scenario('home fits a small window', async ({ page, screenshot }) => {
  await loadSample(page);
  await page.reload();
  await table(page, 'Members').waitFor();
  await screenshot('home-1024');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  assert.equal(wide, false, 'home is wider than the window');
  assert.deepEqual(await findings(page), []);
}, { viewport: { width: 1024, height: 700 } });
