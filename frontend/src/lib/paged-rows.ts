import { hashKey, useQueries, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';

import { call } from './bridge';

/** A list by index, of which only what is looked at needs to be here. */
export interface PagedRows<Row> {
  /** Changes when the list is another one: narrowed or sorted in another way. */
  readonly key: string;
  readonly total: number;
  /** The row at an index; nothing while it is still to come. */
  at: (index: number) => Row | undefined;
  /** Says which rows are looked at; the end is not among them. */
  look: (from: number, to: number) => void;
  /** The rows of a range, which are fetched if need be. */
  range: (from: number, to: number) => Promise<Row[]>;
  /** The rows that are here. */
  readonly loaded: readonly Row[];
}

export interface RowPage<Row> {
  rows: Row[];
  total: number;
}

/** A list on its way: what `Loaded` asks of a query. */
export interface PagedQuery<Row> {
  data: PagedRows<Row> | undefined;
  isError: boolean;
  error: unknown;
  refetch: () => void;
}

const pageRows = 100;
/** Rows that were chosen stay here, wherever the list has gone since. */
const keptMs = 60 * 60_000;

/**
 * A long list of which the pages that are looked at are asked for. While
 * another filter's first rows are on their way, the former ones stay.
 * `fetch` gives rows from an offset, and how many there are in all.
 */
export function usePagedRows<Row>(
  key: readonly unknown[],
  fetch: (offset: number, limit: number) => Promise<RowPage<Row>>,
): PagedQuery<Row> {
  const queries = useQueryClient();
  const hash = hashKey(key);
  const [looked, setLooked] = useState({ hash, first: 0, last: 0 });
  const [settled, setSettled] = useState(key);
  const [fetched, setFetched] = useState(0);
  const { first, last } = looked.hash === hash ? looked : { first: 0, last: 0 };

  const pageQuery = (page: number) => ({
    queryKey: [...key, 'page', page],
    queryFn: () => call(() => fetch(page * pageRows, pageRows)),
    gcTime: keptMs,
  });
  const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const results = useQueries({ queries: numbers.map(pageQuery) });

  const here = results.some((result) => result.data !== undefined);
  const settledHash = hashKey(settled);
  if (here && settledHash !== hash) setSettled(key); // during rendering: the former list is not drawn again
  const shown = here ? key : settled;
  const failed = results.find((result) => result.isError);
  const versions = results.map((result) => result.dataUpdatedAt).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the versions say when pages came
  const data = useMemo((): PagedRows<Row> | undefined => {
    const pages = new Map<number, RowPage<Row>>();
    for (const [pageKey, page] of queries.getQueriesData<RowPage<Row>>({ queryKey: [...shown, 'page'] })) {
      if (page) pages.set(Number(pageKey.at(-1)), page);
    }
    const newest = numbers.map((number) => pages.get(number)).find((page) => page) ?? [...pages.values()][0];
    if (!newest) return undefined;
    return {
      key: hashKey(shown),
      total: newest.total,
      at: (index) => pages.get(pageOf(index))?.rows[index % pageRows],
      look: (from, to) => {
        const next = { hash, first: pageOf(from), last: pageOf(Math.max(to - 1, 0)) };
        setLooked((now) => (hashKey([now]) === hashKey([next]) ? now : next));
      },
      range: async (from, to) => {
        const start = pageOf(from);
        const count = pageOf(Math.max(to - 1, from)) - start + 1;
        const found = await Promise.all(
          Array.from({ length: count }, (_, i) => queries.ensureQueryData(pageQuery(start + i))),
        );
        setFetched((times) => times + 1);
        return found.flatMap((page) => page.rows).slice(from - start * pageRows, to - start * pageRows);
      },
      loaded: [...pages].sort(([a], [b]) => a - b).flatMap(([, page]) => page.rows),
    };
  }, [hash, hashKey(shown), versions, fetched, queries]);

  return {
    data,
    isError: failed !== undefined,
    error: failed?.error,
    refetch: () => {
      for (const result of results) void result.refetch();
    },
  };
}

function pageOf(index: number): number {
  return Math.floor(index / pageRows);
}

/** A list that is here as a whole. */
export function asPaged<Row>(rows: readonly Row[]): PagedRows<Row> {
  return {
    key: '',
    total: rows.length,
    at: (index) => rows[index],
    look: () => undefined,
    range: async (from, to) => rows.slice(from, to),
    loaded: rows,
  };
}

export function isPaged<Row>(rows: readonly Row[] | PagedRows<Row>): rows is PagedRows<Row> {
  return 'look' in rows;
}
