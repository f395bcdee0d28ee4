import { useEffect, useRef } from 'react';

import type { desktop } from '../wailsjs/go/models';
import { useKeepLayout, useLayout } from './api/layouts';
import { type Parameters, useParameters } from './location';
import { toast } from './toast';

/** A sort as the address has it: the column, with a minus before it when it goes down. */
export interface TableSort {
  key: string;
  descending: boolean;
}

/** What of a column decides whether it is shown. */
export interface Choosable {
  key: string;
  optional?: boolean;
  fixed?: boolean;
}

export type SavedView = desktop.SavedView;

/** A table as a person has set it up: its columns, its sort, and the views that they have named. */
export interface TableView {
  sort: TableSort | undefined;
  setSort: (sort: TableSort) => void;
  shows: (column: Choosable) => boolean;
  show: (column: Choosable, wanted: boolean) => void;
  views: readonly SavedView[];
  /** The view that the list shows just now. */
  current: SavedView | undefined;
  /** The one that the list opens with. */
  opensWith: string;
  open: (view: SavedView) => void;
  /** Clears filters, sort and choice of columns. */
  reset: () => void;
  /** Whether there is anything to reset. */
  changed: boolean;
  /** Keeps what is shown under a name; another view of that name is replaced. */
  save: (name: string, opensWith: boolean) => Promise<void>;
  remove: (view: SavedView) => void;
  openWith: (view: SavedView | undefined) => void;
}

interface TableViewOptions {
  /** Keeps its place in the profile: never rename it. */
  table: string;
  /** The search parameters of the address that narrow the list. */
  filters: readonly string[];
  sort?: TableSort;
}

const sortParameter = 'sort';

/** The view of a table: filters and sort stand in the address, columns and named views in the profile. */
export function useTableView({ table, filters, sort }: TableViewOptions): TableView {
  const [parameters, change] = useParameters();
  const stored = useLayout(table).data;
  const keep = useKeepLayout().mutate;
  const keepNew = useKeepLayout({ showsError: true }).mutateAsync;
  const layout = stored ?? { table, hidden: [], shown: [], views: [], default: '' };
  const names = [...filters, sortParameter];

  const query = queryOf(parameters, names);
  const columns = { hidden: layout.hidden, shown: layout.shown };
  const current = layout.views.find((view) => view.query === query && sameColumns(view, columns));
  const withColumns = (next: Pick<SavedView, 'hidden' | 'shown'>) => {
    if (stored && !sameColumns(columns, next)) keep({ ...layout, hidden: next.hidden, shown: next.shown });
  };
  const open = (view: SavedView) => {
    const wanted = new URLSearchParams(view.query);
    change(Object.fromEntries(names.map((name) => [name, wanted.get(name) ?? undefined])));
    withColumns(view);
  };

  // The view that the list opens with, unless the address asks for something of its own.
  const first = layout.views.find((view) => view.id === layout.default);
  const opened = useRef(false);
  const bare = [...parameters.keys()].length === 0;
  useEffect(() => {
    if (!stored || opened.current) return;
    opened.current = true;
    if (first && bare) open(first);
  });

  return {
    sort: sortOf(parameters.get(sortParameter)) ?? sort,
    setSort: (next) => change({ [sortParameter]: `${next.descending ? '-' : ''}${next.key}` }),
    shows: ({ key, optional, fixed }) =>
      fixed || (optional ? layout.shown.includes(key) : !layout.hidden.includes(key)),
    show: ({ key, optional }, wanted) =>
      withColumns({
        hidden: withKey(layout.hidden, key, !optional && !wanted),
        shown: withKey(layout.shown, key, optional === true && wanted),
      }),
    views: layout.views,
    current,
    opensWith: layout.default,
    open,
    reset: () => open({ id: '', name: '', query: '', hidden: [], shown: [] }),
    changed: query !== '' || layout.hidden.length + layout.shown.length > 0,
    save: async (name, opensWith) => {
      const before = layout.views.find((view) => view.name.toLowerCase() === name.trim().toLowerCase());
      const view = { id: before?.id ?? crypto.randomUUID(), name, query, ...columns };
      const others = layout.views.filter(({ id }) => id !== view.id);
      const wasFirst = layout.default === view.id;
      await keepNew({
        ...layout,
        views: [...others, view],
        default: opensWith ? view.id : wasFirst ? '' : layout.default,
      });
    },
    remove: (view) => {
      keep({ ...layout, views: layout.views.filter(({ id }) => id !== view.id) });
      toast({ message: `View ${view.name} deleted.`, onUndo: () => keep(layout) });
    },
    openWith: (view) => keep({ ...layout, default: view?.id ?? '' }),
  };
}

/** Parameters of an address as a text that is the same for the same ones. */
function queryOf(parameters: URLSearchParams, names: readonly string[]): string {
  const kept: Parameters = {};
  for (const name of [...names].sort()) kept[name] = parameters.get(name) || undefined;
  return new URLSearchParams(
    Object.entries(kept).filter((pair): pair is [string, string] => !!pair[1]),
  ).toString();
}

function sortOf(text: string | null): TableSort | undefined {
  if (!text) return undefined;
  return { key: text.replace(/^-/, ''), descending: text.startsWith('-') };
}

function sameColumns(
  a: Pick<SavedView, 'hidden' | 'shown'>,
  b: Pick<SavedView, 'hidden' | 'shown'>,
): boolean {
  const text = ({ hidden, shown }: typeof a) => JSON.stringify([[...hidden].sort(), [...shown].sort()]);
  return text(a) === text(b);
}

function withKey(list: readonly string[], key: string, wanted: boolean): string[] {
  const others = list.filter((one) => one !== key);
  return wanted ? [...others, key] : others;
}
