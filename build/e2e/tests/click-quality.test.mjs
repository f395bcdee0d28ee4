// Click quality: clicks of bots are told apart and shown one by one, a rule is
// tried on the clicks that the relay keeps, and then counts for them.

import assert from 'node:assert/strict';

import { findings } from '../accessible.mjs';
import { loadSample } from '../sample.mjs';
import { scenario } from '../scenario.mjs';

const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1';

scenario(
  'a rule is tried on kept clicks, and then counts for them',
  async ({ page, screenshot }) => {
    await loadSample(page);
    const [link] = await page.evaluate(() => window.go.desktop.Links.List({ offerId: '', memberId: '' }));
    for (const agent of ['Googlebot/2.1', 'Googlebot/2.1', `${safari} OfficeCheck/1`, `${safari} OfficeCheck/2`]) {
      await fetch(link.url, { redirect: 'manual', headers: { 'User-Agent': agent } });
    }
    await page.evaluate(() => {
      window.location.hash = '#/reports/quality';
    });
    const reasons = page.getByRole('table', { name: 'Why clicks did not count' });
    const bots = reasons.getByRole('row', { name: /Crawlers and bots/ });
    await bots.waitFor();
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await screenshot('click-quality');
    await bots.click();
    const clicks = page.getByRole('dialog', { name: 'Crawlers and bots' });
    await clicks.getByRole('table', { name: 'Clicks' }).getByText('Google', { exact: true }).first().waitFor();
    await screenshot('click-quality-clicks');

    await clicks.getByRole('button', { name: 'Close panel' }).click();
    await page.getByRole('button', { name: 'What is not counted…' }).click();
    const rules = page.getByRole('dialog', { name: 'What is not counted' });
    await rules.getByRole('textbox', { name: 'Browsers and programs' }).fill('OfficeCheck');
    await rules.getByRole('button', { name: 'Preview on kept clicks' }).click();
    await rules.getByText(/^2 of [\d,]+ kept clicks would be judged/).waitFor();
    assert.deepEqual(await findings(page), []);
    await screenshot('click-quality-preview');
    await rules.getByRole('button', { name: 'Save', exact: true }).click();
    const run = rules.getByRole('button', { name: 'Judge the kept clicks anew' });
    await run.click();
    await rules.getByText(/^2 of [\d,]+ kept clicks are judged/).waitFor();
    await rules.getByText(/by you.*Ignored by your rules \+2/).waitFor();
    await screenshot('click-quality-judged');

    await rules.getByRole('button', { name: 'Close panel' }).click();
    await reasons.getByRole('row', { name: /Ignored by your rules/ }).waitFor();
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1024, height: 700 });
    assert.deepEqual(await findings(page), []);
    await screenshot('click-quality-dark');
  },
  { timeoutMs: 240_000 },
);
