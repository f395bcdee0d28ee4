// Starts the real relay on a free port, as its operator does with one command,
// and gives the pairing code that it prints for the first desktop.
// build/e2e/run.sh has built it.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { freePort } from './application.mjs';

const binary = fileURLToPath(new URL('../bin/linkledger-relay', import.meta.url));

/**
 * Starts a relay with one workspace.
 * @returns {Promise<{url: string, code: string, stop: () => Promise<void>, pause: () => void, resume: () => void}>}
 */
export async function startRelay() {
  const data = await mkdtemp(join(tmpdir(), 'linkledger-relay-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(
    binary,
    ['serve', '--data', data, '--listen', new URL(url).host, '--admin', '127.0.0.1:0', '--public-url', url,
      '--link-base', 'https://go.hearth.example', '--time-zone', 'Europe/Berlin'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exit = new Promise((resolve) => child.once('close', resolve));
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const stop = async () => {
    child.kill('SIGCONT'); // a paused one would not hear the other
    child.kill('SIGTERM');
    await exit;
    process.off('exit', killAtExit);
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  };

  const said = [];
  let code = '';
  const listening = new Promise((resolve, reject) => {
    child.once('error', reject);
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      code ||= /^\s+(\S+\/\d+-[A-Z]{4}-[A-Z]{4})$/.exec(line)?.[1] ?? '';
      if (code && /"for":"public"/.test(line)) resolve();
    });
    exit.then(() => reject(new Error(`the relay ended. It said:\n${said.join('\n')}`)));
  });
  try {
    await listening;
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, code, stop, pause: () => child.kill('SIGSTOP'), resume: () => child.kill('SIGCONT') };
}
