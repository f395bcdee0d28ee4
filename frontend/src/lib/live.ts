import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

import { useWorkspace } from './api/workspace';
import { onEvent } from './runtime';

/**
 * Has the screens ask anew whenever the Go side says that something changed.
 * The event only says that; its numbers may arrive out of order, so only a
 * higher one counts. The polled workspace catches an event that got lost.
 */
export function useLiveQueries(): void {
  const queries = useQueryClient();
  const workspace = useWorkspace().data;
  const profile = workspace?.profile.id;
  const polled = workspace?.sync.seq;
  const lastPolled = useRef<number>(undefined);

  // Another profile counts its own numbers.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the profile is what starts a new count
  useEffect(() => {
    let highest = -1;
    lastPolled.current = undefined;
    return onEvent('linkledger:changed', (data) => {
      const seq = (data as { seq?: unknown } | null)?.seq;
      if (typeof seq !== 'number' || seq <= highest) return;
      highest = seq;
      void queries.invalidateQueries();
    });
  }, [queries, profile]);

  useEffect(() => {
    if (polled === undefined) return;
    const changed = lastPolled.current !== undefined && lastPolled.current !== polled;
    lastPolled.current = polled;
    if (changed) void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'workspace' });
  }, [polled, queries]);
}
