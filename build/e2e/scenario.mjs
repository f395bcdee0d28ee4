// A test on the real screens: the application with a fresh profile, a browser
// on it, and at the end a check that the screens reported no error.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { startApplication } from './application.mjs';
import { openScreen } from './screen.mjs';

/**
 * Declares a test that gets {application, page, screenshot}. When it fails, a
 * picture of the screen and the application's own log say more than a stack.
 * @param {string} name
 * @param {(given: object) => Promise<void>} run
 * @param {object} [options] options of startApplication (dataDir, env) and of openScreen (colorScheme, viewport), and timeoutMs
 */
export function scenario(name, run, options = {}) {
  test(name, { timeout: options.timeoutMs ?? 180_000 }, async (t) => {
    const application = await startApplication(options);
    let screen;
    t.after(async () => {
      await screen?.close();
      await application.stop();
    });
    screen = await openScreen(application.url, options);
    try {
      await run({ application, page: screen.page, screenshot: screen.screenshot, t });
      assert.deepEqual(screen.errors, [], 'the screens reported errors');
    } catch (error) {
      const picture = await screen.screenshot(`failed-${name.replace(/\W+/g, '-')}`).catch(() => 'none');
      t.diagnostic(`picture: ${picture}`);
      for (const reported of screen.errors) t.diagnostic(`the screens reported: ${reported}`);
      const lines = (await application.log()).split('\n').filter((line) => !line.startsWith('DEB |'));
      for (const line of lines.slice(-30)) t.diagnostic(`application: ${line}`);
      throw error;
    }
  });
}
