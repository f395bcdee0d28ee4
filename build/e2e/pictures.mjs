// Takes a picture of every screen in the sidebar, light and dark, of the
// application opened on one profile directory:
//   build/display.sh node build/e2e/pictures.mjs PROFILE-DIRECTORY FOLDER
// It fails when a screen reports an error.

import { resolve } from 'node:path';

import { startApplication } from './application.mjs';
import { openScreen } from './screen.mjs';

const [dataDir, pictures] = process.argv.slice(2).map((argument) => resolve(argument));
if (!dataDir || !pictures) {
  console.error('usage: pictures.mjs PROFILE-DIRECTORY FOLDER');
  process.exit(2);
}

const application = await startApplication({ dataDir });
try {
  for (const colorScheme of ['light', 'dark']) {
    const { page, errors, screenshot, close } = await openScreen(application.url, { colorScheme, pictures });
    const entries = page.getByRole('navigation', { name: 'Screens' }).getByRole('link');
    await entries.first().waitFor();
    for (const entry of await entries.all()) {
      const name = (await entry.innerText()).trim();
      await entry.click();
      await settled(page);
      const path = await screenshot(`${name.toLowerCase().replace(/\W+/g, '-')}-${colorScheme}`);
      console.log(`  ${path}`);
    }
    await close();
    if (errors.length > 0) throw new Error(`the screens reported errors:\n${errors.join('\n')}`);
  }
} catch (error) {
  console.error(`${error.stack}\nThe application said:\n${await application.log()}`);
  process.exitCode = 1;
} finally {
  await application.stop();
}

/** Waits until a screen has its title and shows content where skeletons were. */
async function settled(page) {
  await page.getByRole('heading').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root'));
}
