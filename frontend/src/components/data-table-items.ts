import type { PagedRows } from '../lib/paged-rows';

/** What a table draws one under the other: rows, headings over them, and details under the open one. */
export interface TableItem {
  kind: 'row' | 'heading' | 'detail';
  /** The row that it is about. */
  index: number;
}

export interface TableItems {
  count: number;
  at: (item: number) => TableItem;
  /** The item of a row. */
  itemOf: (index: number) => number;
}

/** The items of a list. Headings and details need all rows to be here; without them items are rows. */
export function itemsOf<Row>(
  rows: PagedRows<Row>,
  rowId: (row: Row) => string,
  group: ((row: Row) => string) | undefined,
  openId: string | undefined,
): TableItems {
  if (!group && !openId) {
    return { count: rows.total, at: (index) => ({ kind: 'row', index }), itemOf: (index) => index };
  }
  const items: TableItem[] = [];
  const places: number[] = [];
  let heading: string | undefined;
  for (let index = 0; index < rows.total; index++) {
    const row = rows.at(index);
    if (row === undefined) continue;
    const own = group?.(row);
    if (own !== undefined && own !== heading) items.push({ kind: 'heading', index });
    heading = own;
    places[index] = items.length;
    items.push({ kind: 'row', index });
    if (openId === rowId(row)) items.push({ kind: 'detail', index });
  }
  return {
    count: items.length,
    at: (item) => items[item] ?? { kind: 'row', index: 0 },
    itemOf: (index) => places[index] ?? 0,
  };
}
