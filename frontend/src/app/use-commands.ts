import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';

import { useCommandList } from '../lib/api/commands';
import { useSyncNow } from '../lib/api/workspace';
import { isField, isPressed, worksInFields } from '../lib/keys';
import { onEvent } from '../lib/runtime';
import type { desktop } from '../wailsjs/go/models';

export interface Commands extends desktop.CommandsView {
  run: (id: string) => void;
  /** Whether the overview of shortcuts is open. */
  overview: boolean;
  closeOverview: () => void;
}

/** Runs commands, and listens for their keys and for the system's menu. */
export function useCommands(): Commands {
  const list = useCommandList();
  const [, go] = useLocation();
  const sync = useSyncNow();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const [overview, setOverview] = useState(false);

  // By id, those that open no screen. A test on the Go side compares them with its list.
  const frame: Record<string, () => void> = {
    sync: () => sync.mutate(),
    undo: () => newest('[data-undo]')?.click(),
    find: () => newest('main input[type="search"]')?.focus(),
    palette: () => spotlight.toggle(),
    appearance: () => setColorScheme(dark ? 'light' : 'dark'),
    shortcuts: () => setOverview(true),
  };
  const run = (id: string) => {
    const to = list.commands.find((command) => command.id === id)?.to;
    if (to) go(to);
    else frame[id]?.();
  };

  const latest = useRef({ list, run });
  latest.current = { list, run };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const { list, run } = latest.current;
      const command = list.commands.find(
        ({ keys, list: ofLists }) => keys !== '' && !ofLists && isPressed(keys, event, list.mac),
      );
      if (!command || (isField(event.target) && !worksInFields(command.keys))) return;
      // The system's menu answers its own keys; the Edit menu there is the system's as well.
      if (list.native && command.keys.includes('+') && command.menu !== 'Edit') return;
      event.preventDefault();
      run(command.id);
    };
    const stop = onEvent('linkledger:command', (data) => {
      const id = (data as { id?: unknown } | null)?.id;
      if (typeof id === 'string') latest.current.run(id);
    });
    document.addEventListener('keydown', onKeyDown);
    return () => {
      stop();
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);

  return { ...list, run, overview, closeOverview: () => setOverview(false) };
}

/** The last of some elements, which is the newest of toasts. */
function newest(selector: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(selector)].at(-1);
}
