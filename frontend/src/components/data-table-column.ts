import type { ReactNode } from 'react';

import type { TableSort } from '../lib/table-view';
import styles from './data-table.module.css';

export interface Column<Row> {
  key: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** What the column chooser calls it, where the head is more than a text. */
  name?: string;
  /** Numbers stand at the right, with tabular figures. */
  numeric?: boolean;
  /** Orders rows; without it the column can't be sorted. */
  compare?: (a: Row, b: Row) => number;
  /** The Go side sorts by this column: for lists that are fetched in pages. */
  sortable?: boolean;
  total?: ReactNode;
  /** Left out where there is little room. */
  wide?: boolean;
  /** Left out until a person chooses it. */
  optional?: boolean;
  /** Always there: what the row is. */
  fixed?: boolean;
}

/** How a column's cells look. */
export function columnClass<Row>(column: Column<Row>): string {
  return [column.numeric && styles.numeric, column.wide && styles.wide].filter(Boolean).join(' ');
}

/** What a column is called outside its head. */
export function columnName<Row>({ name, head, key }: Column<Row>): string {
  return name ?? (typeof head === 'string' ? head : key);
}

export function ordered<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort?: TableSort,
): readonly Row[] {
  const compare = columns.find((column) => column.key === sort?.key)?.compare;
  if (!compare) return rows;
  const direction = sort?.descending ? -1 : 1;
  return [...rows].sort((a, b) => direction * compare(a, b));
}
