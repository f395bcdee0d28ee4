// Opens the application's screens in Debian's Chromium, collects what goes
// wrong in them, and takes pictures.

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
// The browser driver is a development dependency of the front end.
const { chromium } = createRequire(join(root, 'frontend/package.json'))('playwright-core');

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * What only the dev build in a browser reports: the Wails overlay, an event that its socket hands to a page which is still
 * loading (the window has no socket, and a page asks for everything once it is there), and the icon of a browser's tab.
 */
const harmless = [
  /Cannot read properties of null \(reading 'nodes'\)/,
  /undefined \(reading 'EventsNotify'\)[^]*\/wails\/ipc\.js/,
  /status of 404 .*\/favicon\.ico\)$/,
];

/**
 * Opens the application in a browser of its own.
 * @param {string} url where startApplication says it is
 * @param {object} options
 * @param {'light'|'dark'} [options.colorScheme]
 * @param {{width: number, height: number}} [options.viewport]
 * @param {string} [options.pictures] folder for screenshots
 * @param {object} [options.context] more options of a Playwright browser context
 * @returns {Promise<{page: import('playwright-core').Page, errors: string[], screenshot: (name: string) => Promise<string>, close: () => Promise<void>}>}
 */
export async function openScreen(url, options = {}) {
  const {
    colorScheme = 'light',
    viewport = { width: 1280, height: 800 },
    pictures = join(root, 'build/bin/e2e'),
    context: more = {},
  } = options;
  const browser = await chromium.launch({
    executablePath: browsers.find((path) => existsSync(path)),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    const context = await browser.newContext({
      colorScheme,
      viewport,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
      acceptDownloads: true,
      ...more,
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const errors = [];
    const note = (text) => harmless.some((known) => known.test(text)) || errors.push(text);
    page.on('pageerror', (error) => note(`page error: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
    });
    await page.goto(url);

    const screenshot = async (name) => {
      await mkdir(pictures, { recursive: true });
      const path = join(pictures, `${name}.png`);
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path, animations: 'disabled' });
      return path;
    };
    return { page, errors, screenshot, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
