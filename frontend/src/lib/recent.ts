import { useState } from 'react';

import { readStored, writeStored } from './stored';

/** Something that was opened from the palette: a command, or a place. */
export interface Recent {
  id: string;
  label: string;
  /** Where it leads; empty for a command. */
  to: string;
}

const most = 6;

/** What was opened last in a profile, newest first. */
export function useRecent(profile: string): [Recent[], (opened: Recent) => void] {
  const name = `linkledger.recent.${profile}`;
  const [, setTimes] = useState(0);
  const add = (opened: Recent) => {
    writeStored(
      name,
      JSON.stringify([opened, ...read(name).filter(({ id }) => id !== opened.id)].slice(0, most)),
    );
    setTimes((times) => times + 1);
  };
  return [read(name), add];
}

function read(name: string): Recent[] {
  try {
    const list: unknown = JSON.parse(readStored(name) ?? '[]');
    return Array.isArray(list) ? list.filter(isRecent) : [];
  } catch {
    return [];
  }
}

function isRecent(value: unknown): value is Recent {
  const { id, label, to } = (value ?? {}) as Record<string, unknown>;
  return typeof id === 'string' && typeof label === 'string' && typeof to === 'string';
}
