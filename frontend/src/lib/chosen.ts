import { useState } from 'react';

/** Rows that a person has chosen: some by their ids, or all that the filter shows except some. */
export interface Chosen {
  readonly all: boolean;
  /** The chosen ones or, with `all`, the exceptions. */
  readonly ids: ReadonlySet<string>;
}

export const nothing: Chosen = { all: false, ids: new Set() };
export const everything: Chosen = { all: true, ids: new Set() };

export function isChosen(chosen: Chosen, id: string): boolean {
  return chosen.ids.has(id) !== chosen.all;
}

/** How many rows are chosen of those that the filter shows. */
export function chosenCount(chosen: Chosen, total: number): number {
  return chosen.all ? Math.max(total - chosen.ids.size, 0) : chosen.ids.size;
}

/** Adds rows to what is chosen, or takes them out. */
export function withRows(chosen: Chosen, ids: readonly string[], wanted: boolean): Chosen {
  const next = new Set(chosen.ids);
  for (const id of ids) {
    if (wanted === chosen.all) next.delete(id);
    else next.add(id);
  }
  return { all: chosen.all, ids: next };
}

/** The ids that are chosen; `all` tells those that the filter shows. */
export async function chosenIds(chosen: Chosen, all: () => Promise<string[]>): Promise<string[]> {
  if (!chosen.all) return [...chosen.ids];
  return (await all()).filter((id) => !chosen.ids.has(id));
}

/** What is chosen in a list; it starts anew whenever the list is narrowed in another way. */
export function useChosen(filter: unknown): [Chosen, (chosen: Chosen) => void] {
  const key = JSON.stringify(filter);
  const [state, setState] = useState({ key, chosen: nothing });
  return [state.key === key ? state.chosen : nothing, (chosen) => setState({ key, chosen })];
}
