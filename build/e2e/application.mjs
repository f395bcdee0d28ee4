// Starts the real application (its dev build, which also serves the screens to
// a browser) on a free port with a profile directory of its own, and stops it
// with everything it started. build/e2e/run.sh has built it and given a screen.

import { spawn } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const binary = join(root, 'build/bin/linkledger-dev');

/**
 * Starts the application.
 * @param {object} options
 * @param {string} [options.dataDir] a profile directory to open; by default a fresh one, removed at the end
 * @param {Record<string, string>} [options.env] more environment
 * @param {number} [options.startTimeoutMs] how long until it must answer
 * @returns {Promise<{url: string, dataDir: string, log: () => Promise<string>, stop: () => Promise<void>}>}
 */
export async function startApplication({ dataDir, env = {}, startTimeoutMs = 60_000 } = {}) {
  const home = await mkdtemp(join(tmpdir(), 'linkledger-e2e-'));
  const logFile = join(home, 'application.log');
  const profile = dataDir ?? join(home, 'data');
  const address = `127.0.0.1:${await freePort()}`;
  const output = await open(logFile, 'w');
  const child = spawn(binary, [], {
    cwd: root,
    detached: true, // a process group of its own, so that all of it can be stopped
    stdio: ['ignore', output.fd, output.fd],
    env: {
      ...process.env,
      // The Wails dev build takes these two from the environment, which leaves
      // the arguments to the application.
      devserver: address,
      assetdir: join(root, 'frontend/dist'),
      XDG_DATA_HOME: join(home, 'xdg-data'),
      XDG_CONFIG_HOME: join(home, 'xdg-config'),
      XDG_CACHE_HOME: join(home, 'xdg-cache'),
      LINKLEDGER_DATA_DIR: profile,
      LINKLEDGER_E2E: '1',
      LINKLEDGER_PRACTICE: '1', // an empty one asks nobody how to begin
      ...env,
    },
  });
  await output.close();

  let ended = '';
  const exit = new Promise((resolve) => {
    child.once('error', (error) => resolve((ended = `could not start: ${error.message}`)));
    child.once('exit', (code, signal) => resolve((ended = `ended with ${signal ?? code}`)));
  });
  const killGroup = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The group is gone already.
    }
  };
  const killAtExit = () => killGroup('SIGKILL');
  process.once('exit', killAtExit);

  const log = () => readFile(logFile, 'utf8');
  const stop = async () => {
    killGroup('SIGTERM');
    await Promise.race([exit, pause(5_000, undefined, { ref: false })]);
    killGroup('SIGKILL');
    await exit;
    process.off('exit', killAtExit);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };

  const url = `http://${address}/`;
  const deadline = Date.now() + startTimeoutMs;
  while (!(await answers(url))) {
    if (ended || Date.now() > deadline) {
      const why = ended || `gave no answer on ${url} in ${startTimeoutMs} ms`;
      const said = await log();
      await stop();
      throw new Error(`the application ${why}. It said:\n${said}`);
    }
    await Promise.race([exit, pause(50)]);
  }
  return { url, dataDir: profile, log, stop };
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** A port of this computer that nothing listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
