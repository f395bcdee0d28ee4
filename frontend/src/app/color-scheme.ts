import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';

import { readStored, writeStored } from '../lib/stored';

const name = 'linkledger.color-scheme';

function read(fallback: MantineColorScheme): MantineColorScheme {
  const stored = readStored(name);
  return stored === 'light' || stored === 'dark' || stored === 'auto' ? stored : fallback;
}

/** Keeps the choice of light or dark, where there is a place to keep it. */
export const colorScheme: MantineColorSchemeManager = {
  get: read,
  set: (value) => writeStored(name, value),
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => writeStored(name, 'auto'),
};
