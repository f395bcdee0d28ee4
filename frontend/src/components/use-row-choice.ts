import { useRef } from 'react';

import { type Chosen, chosenCount, everything, isChosen, nothing, withRows } from '../lib/chosen';
import type { PagedRows } from '../lib/paged-rows';

export interface Selection {
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}

export interface RowChoice {
  /** How much of the list is chosen. */
  chosen: 'none' | 'some' | 'all';
  has: (id: string) => boolean;
  /** Chooses a row, or takes it out; ranges begin here. */
  toggle: (index: number) => void;
  /** Chooses from where the last one was chosen up to here. */
  extend: (index: number) => void;
  all: (wanted: boolean) => void;
}

/** Choosing rows of a list, also of one that is not all here. */
export function useRowChoice<Row>(
  rows: PagedRows<Row>,
  rowId: (row: Row) => string,
  selection: Selection | undefined,
): RowChoice | undefined {
  const anchor = useRef<number>(undefined);
  if (!selection) return undefined;
  const { chosen, onChange } = selection;
  const count = chosenCount(chosen, rows.total);
  if (count === 0) anchor.current = undefined;
  const choose = (found: readonly Row[], wanted: boolean) =>
    onChange(withRows(chosen, found.map(rowId), wanted));
  return {
    chosen: count === 0 ? 'none' : count >= rows.total ? 'all' : 'some',
    has: (id) => isChosen(chosen, id),
    toggle: (index) => {
      const row = rows.at(index);
      if (!row) return;
      anchor.current = index;
      choose([row], !isChosen(chosen, rowId(row)));
    },
    extend: (index) => {
      const from = Math.min(anchor.current ?? index, index);
      const to = Math.max(anchor.current ?? index, index) + 1;
      anchor.current ??= index;
      const here = Array.from({ length: to - from }, (_, i) => rows.at(from + i));
      if (here.every((row) => row !== undefined)) choose(here, true);
      // What can't be fetched is not chosen; the list itself says what is wrong.
      else
        rows.range(from, to).then(
          (found) => choose(found, true),
          () => undefined,
        );
    },
    all: (wanted) => {
      anchor.current = undefined;
      onChange(wanted ? everything : nothing);
    },
  };
}
