import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

import { useAttention } from '../lib/api/workspace';
import { toast } from '../lib/toast';
import type { desktop } from '../wailsjs/go/models';

/** One verdict on one check: judging it anew with the same outcome is no news. */
const verdict = (item: desktop.AttentionItem) => `${item.id} ${item.text}`;

/**
 * Tells a person who is on another screen that a test purchase check is done:
 * a check may take days. What was there before the window opened stands in the
 * list of what needs attention, and is not told again.
 */
export function useCheckNews(): void {
  const items = useAttention(true).data;
  const [at, go] = useLocation();
  const told = useRef<Set<string>>(undefined);
  useEffect(() => {
    if (!items) return;
    const done = items.filter((item) => item.kind === 'check');
    const before = told.current;
    told.current = new Set([...(before ?? []), ...done.map(verdict)]);
    if (!before || at.startsWith('/test-purchase')) return;
    for (const item of done.filter((item) => !before.has(verdict(item)))) {
      toast({
        id: `check-${item.id}`,
        message: item.text,
        onShow: () => go(`/test-purchase?open=${item.id}`),
      });
    }
  }, [items, at, go]);
}
