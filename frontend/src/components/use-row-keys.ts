import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';

import type { PagedRows } from '../lib/paged-rows';
import type { RowChoice } from './use-row-choice';

const pageStep = 10;

interface RowKeysOptions<Row> {
  rows: PagedRows<Row>;
  choice: RowChoice | undefined;
  onOpen?: (row: Row) => void;
  onCopy?: (row: Row) => void;
  /** Further keys of a focused row; true when it took one. */
  onKey?: (row: Row, key: string) => boolean;
  /** Brings a row into sight that may not be drawn. */
  reveal: (index: number) => void;
}

/**
 * The keyboard of a table: one row is where the keys are. Arrows (and j, k),
 * Page Up and Down, Home and End go to another one, with Shift they choose on
 * the way; Enter opens, Space chooses, Ctrl+A (⌘A) chooses all.
 */
export function useRowKeys<Row>({ rows, choice, onOpen, onCopy, onKey, reveal }: RowKeysOptions<Row>) {
  const [current, setCurrent] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const wanted = useRef<number>(undefined);
  const at = Math.min(current, Math.max(rows.total - 1, 0));

  // The row that the keys go to may have to be drawn first.
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    const row = body.current?.querySelector<HTMLElement>(`tr[data-at="${wanted.current}"]`);
    if (!row) return;
    wanted.current = undefined;
    row.focus();
  });

  const go = (from: number, wish: number, choosing: boolean): boolean => {
    const to = Math.min(Math.max(wish, 0), rows.total - 1);
    if (choosing && choice) {
      if (choice.chosen === 'none') choice.toggle(from);
      choice.extend(to);
    }
    wanted.current = to;
    reveal(to);
    setCurrent(to);
    // Already drawn: it need not wait for another drawing.
    body.current?.querySelector<HTMLElement>(`tr[data-at="${to}"]`)?.focus();
    return true;
  };
  const act = (event: KeyboardEvent, row: Row, index: number): boolean => {
    const { key, shiftKey } = event;
    if (event.altKey) return false;
    if (event.ctrlKey || event.metaKey) {
      if (key === 'c' && onCopy) {
        onCopy(row);
        return true;
      }
      if (key === 'a' && choice) {
        choice.all(true);
        return true;
      }
      return false;
    }
    switch (key) {
      case 'Enter':
        onOpen?.(row);
        return onOpen !== undefined;
      case ' ':
        if (choice) shiftKey ? choice.extend(index) : choice.toggle(index);
        else onOpen?.(row);
        return true;
      case 'Escape':
        if (!choice || choice.chosen === 'none') return false;
        choice.all(false);
        return true;
      case 'ArrowDown':
        return go(index, index + 1, shiftKey);
      case 'ArrowUp':
        return go(index, index - 1, shiftKey);
      case 'PageDown':
        return go(index, index + pageStep, shiftKey);
      case 'PageUp':
        return go(index, index - pageStep, shiftKey);
      case 'Home':
        return go(index, 0, shiftKey);
      case 'End':
        return go(index, rows.total - 1, shiftKey);
    }
    if (onKey?.(row, key)) return true;
    if (key === 'j') return go(index, index + 1, false);
    if (key === 'k') return go(index, index - 1, false);
    return false;
  };
  return {
    body,
    current: at,
    onKeyDown: (event: KeyboardEvent) => {
      const index = indexOf(event.target);
      const row = index === undefined ? undefined : rows.at(index);
      if (row === undefined || index === undefined || !act(event, row, index)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    onFocus: (event: FocusEvent) => {
      const index = indexOf(event.target);
      if (index !== undefined) setCurrent(index);
    },
  };
}

/** The index of a row that is itself the target, not something in it. */
function indexOf(target: EventTarget): number | undefined {
  const at = target instanceof HTMLElement ? target.dataset.at : undefined;
  return at === undefined ? undefined : Number(at);
}
