import { type RefObject, useLayoutEffect, useState } from 'react';

/**
 * Keeps the columns of a table as wide as its first rows made them, so that
 * they don't move while other rows are drawn. They are shares of the table's
 * width and follow the window. `columns` says which ones there are, `wanted`
 * whether they stay, `drawn` whether there is a row yet to be as wide as.
 */
export function usePinnedWidths(
  head: RefObject<HTMLTableRowElement | null>,
  columns: string,
  wanted: boolean,
  drawn: boolean,
): void {
  const [was, setPinned] = useState(false);
  const pinned = wanted && (was || drawn); // also where only rows to come are in sight
  if (pinned !== was) setPinned(pinned);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns have other widths
  useLayoutEffect(() => {
    const row = head.current;
    const table = row?.closest('table');
    if (!row || !table || !pinned) return;
    const cells = [...row.cells];
    const all = Math.max(table.getBoundingClientRect().width, 1);
    const widths = cells.map((cell) => cell.getBoundingClientRect().width);
    for (const [i, cell] of cells.entries()) cell.style.width = `${(100 * (widths[i] ?? 0)) / all}%`;
    table.style.tableLayout = 'fixed';
    return () => {
      for (const cell of cells) cell.style.width = '';
      table.style.tableLayout = '';
    };
  }, [head, columns, pinned]);
}
