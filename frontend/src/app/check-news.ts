import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

import { useAttention } from '../lib/api/workspace';

const stayMs = 15_000;

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
    told.current = new Set([...(before ?? []), ...done.map((item) => `${item.id} ${item.at}`)]);
    if (!before || at.startsWith('/test-purchase')) return;
    for (const item of done.filter((item) => !before.has(`${item.id} ${item.at}`))) {
      const id = `check-${item.id}`;
      notifications.show({
        id,
        message: item.text,
        autoClose: stayMs,
        style: { cursor: 'pointer' },
        onClick: () => {
          notifications.hide(id);
          go(`/test-purchase?open=${item.id}`);
        },
      });
    }
  }, [items, at, go]);
}
