import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useState } from 'react';

const rowHeight = 36;
const headHeight = 36;
const overscan = 12;
/** Lists up to here are drawn whole. */
const drawnWhole = 100;

export interface DrawnItem {
  index: number;
  /** Height of the items before it that are not drawn. */
  gap: number;
}

interface VirtualRows {
  virtual: boolean;
  /** The items to draw; all of them where the list is short. */
  items: readonly DrawnItem[];
  /** The items in sight, without one that is only drawn for its focus; the end is not among them. */
  from: number;
  to: number;
  /** Height of those after the last. */
  after: number;
  measure?: (row: HTMLTableRowElement | null) => void;
  reveal: (item: number) => void;
}

/** Draws only those items of a long table that are in sight, and the one that has the focus. */
export function useVirtualRows(
  table: RefObject<HTMLTableElement | null>,
  count: number,
  focused: number,
  footHeight: number,
): VirtualRows {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [offset, setOffset] = useState(0);
  const virtual = count > drawnWhole && scroller !== null;

  // Where the rows begin in what scrolls: anything above them may come and go.
  useLayoutEffect(() => {
    const found = table.current && scrollerOf(table.current);
    if (found !== scroller) setScroller(found);
    const body = table.current?.tBodies[0];
    if (!found || !body) return;
    const top = body.getBoundingClientRect().top - found.getBoundingClientRect().top + found.scrollTop;
    if (Math.abs(top - offset) > 1) setOffset(top);
  });

  const virtualizer = useVirtualizer({
    count,
    enabled: virtual,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan,
    scrollMargin: offset,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: footHeight,
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      if (focused >= range.count || drawn.includes(focused)) return drawn;
      return [...drawn, focused].sort((a, b) => a - b);
    },
  });
  if (!virtual) {
    const drawn = Math.min(count, drawnWhole * 2); // without a place to scroll in, as in no real window
    return {
      virtual,
      items: Array.from({ length: drawn }, (_, index) => ({ index, gap: 0 })),
      from: 0,
      to: drawn,
      after: 0,
      reveal: () => undefined,
    };
  }
  let end = offset;
  const items = virtualizer.getVirtualItems().map((item) => {
    const gap = item.start - end;
    end = item.end;
    return { index: item.index, gap };
  });
  return {
    virtual,
    items,
    from: virtualizer.range?.startIndex ?? 0,
    to: (virtualizer.range?.endIndex ?? 0) + 1,
    after: virtualizer.getTotalSize() - (end - offset),
    measure: virtualizer.measureElement,
    reveal: (item) => virtualizer.scrollToIndex(item, { align: 'auto' }),
  };
}

/** What scrolls the table. */
function scrollerOf(table: HTMLElement): HTMLElement | null {
  for (let found = table.parentElement; found; found = found.parentElement) {
    const { overflowY } = window.getComputedStyle(found);
    if (overflowY === 'auto' || overflowY === 'scroll') return found;
  }
  return null;
}
