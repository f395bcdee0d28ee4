import { UnstyledButton } from '@mantine/core';
import { Fragment, type MouseEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';

import { asPaged, isPaged, type PagedRows } from '../lib/paged-rows';
import type { TableSort, TableView } from '../lib/table-view';
import { copyAndSay } from '../lib/toast';
import styles from './data-table.module.css';
import { type Column, columnClass, ordered } from './data-table-column';
import { DataTableHead } from './data-table-head';
import { itemsOf } from './data-table-items';
import { ComingRow, DataTableRow } from './data-table-row';
import { usePinnedWidths } from './use-pinned-widths';
import { type Selection, useRowChoice } from './use-row-choice';
import { useRowKeys } from './use-row-keys';
import { useVirtualRows } from './use-virtual-rows';

export type { Column, Selection };

interface DataTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  /** All rows, which are then sorted here, or a list that is fetched in pages and comes sorted. */
  rows: readonly Row[] | PagedRows<Row>;
  rowId: (row: Row) => string;
  /** What a row is called, for the keyboard and for readers. */
  rowName: (row: Row) => string;
  onOpen?: (row: Row) => void;
  openId?: string;
  selection?: Selection;
  /** What Ctrl+C (⌘C) on a focused row copies. */
  copy?: (row: Row) => string;
  /** Further keys of a focused row; true when it took one. */
  onKey?: (row: Row, key: string) => boolean;
  /** The sort at first; a table with a view has the view's. */
  sort?: TableSort;
  /** Which columns are shown and how it is sorted, as the person has set it up. */
  view?: TableView;
  /** Rows drawn at first, more on demand: for a list beside other things on a page. */
  step?: number;
  /** The heading that a row stands under; rows of one heading stand together. */
  group?: (row: Row) => string;
  /** What the open row shows beneath itself. */
  detail?: (row: Row) => ReactNode;
  /** Begins and ends with what is around it, instead of at the page's edges. */
  flush?: boolean;
}

/** A dense table: sortable, with totals, multi-select and the keyboard; of a long list it draws what is in sight. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rowId, selection, view, group, detail, openId, onOpen } = props;
  const table = useRef<HTMLTableElement>(null);
  const head = useRef<HTMLTableRowElement>(null);
  const columns = props.columns.filter(
    (column) => column.fixed || (view ? view.shows(column) : !column.optional),
  );
  const width = columns.length + (selection ? 1 : 0);

  const [ownSort, setOwnSort] = useState(props.sort);
  const sort = view ? view.sort : ownSort;
  const paged = isPaged(props.rows);
  const all = usePaged(props.rows, columns, sort);
  const [limit, setLimit] = useState(props.step ?? Number.POSITIVE_INFINITY);
  const rows = useMemo(() => (limit < all.total ? { ...all, total: limit } : all), [all, limit]);

  const choice = useRowChoice(all, rowId, selection);
  const items = itemsOf(rows, rowId, group, detail && openId);
  const { copy } = props;
  const hasTotals = columns.some((column) => column.total !== undefined);
  const revealing = useRef<(item: number) => void>(undefined);
  const keys = useRowKeys({
    rows,
    choice,
    onOpen,
    onKey: props.onKey,
    onCopy: copy && ((row) => void copyAndSay(copy(row))),
    reveal: (index) => revealing.current?.(items.itemOf(index)),
  });
  const drawn = useVirtualRows(table, items.count, items.itemOf(keys.current), hasTotals ? 40 : 0);
  revealing.current = drawn.reveal;

  // Another list is looked at from its beginning.
  const before = useRef(rows.key);
  useEffect(() => {
    if (before.current !== rows.key) drawn.reveal(0);
    before.current = rows.key;
  }, [rows.key, drawn]);

  const { look } = rows;
  const { from, to } = drawn;
  useEffect(() => {
    if (paged) look(from, to);
  }, [paged, look, from, to]);
  const anyDrawn = drawn.items.some((item) => rows.at(items.at(item.index).index) !== undefined);
  usePinnedWidths(head, columns.map((column) => column.key).join(), drawn.virtual, anyDrawn);

  const reachable = onOpen !== undefined || selection !== undefined;
  const onClick = (row: Row, index: number) => (event: MouseEvent) => {
    if (choice && event.shiftKey) choice.extend(index);
    else if (choice && (event.ctrlKey || event.metaKey)) choice.toggle(index);
    else onOpen?.(row);
  };
  return (
    <table
      ref={table}
      className={styles.table}
      aria-label={label}
      aria-rowcount={drawn.virtual ? rows.total + 1 : undefined}
      data-flush={props.flush || undefined}
    >
      <DataTableHead
        ref={head}
        columns={columns}
        paged={paged}
        sort={sort}
        onSort={view ? view.setSort : setOwnSort}
        choice={choice && { chosen: choice.chosen, onChange: choice.all }}
      />
      <tbody
        ref={keys.body}
        onKeyDown={reachable ? keys.onKeyDown : undefined}
        onFocus={reachable ? keys.onFocus : undefined}
        onMouseDown={(event) => {
          if (choice && event.shiftKey) event.preventDefault(); // chooses rows, not text
        }}
      >
        {drawn.items.map(({ index: item, gap }) => {
          const { kind, index } = items.at(item);
          const row = rows.at(index);
          const id = row && rowId(row);
          return (
            <Fragment key={kind === 'row' ? (id ?? `coming-${index}`) : `${kind}-${index}`}>
              {gap > 0 && <Gap height={gap} width={width} />}
              {row === undefined || id === undefined ? (
                <ComingRow item={item} index={index} width={width} />
              ) : kind === 'heading' ? (
                <tr className={styles.group} data-index={item} ref={drawn.measure}>
                  <th colSpan={width} scope="colgroup">
                    {group?.(row)}
                  </th>
                </tr>
              ) : kind === 'detail' ? (
                <tr className={styles.detail} data-index={item} ref={drawn.measure}>
                  <td colSpan={width}>{detail?.(row)}</td>
                </tr>
              ) : (
                <DataTableRow
                  ref={drawn.measure}
                  row={row}
                  id={id}
                  item={item}
                  index={index}
                  columns={columns}
                  name={props.rowName(row)}
                  open={openId === id}
                  reachable={reachable}
                  current={index === keys.current}
                  clickable={onOpen !== undefined}
                  onClick={onClick(row, index)}
                  chosen={choice?.has(id)}
                  onChoose={
                    choice && ((event) => (event.shiftKey ? choice.extend(index) : choice.toggle(index)))
                  }
                />
              )}
            </Fragment>
          );
        })}
        {drawn.after > 0 && <Gap height={drawn.after} width={width} />}
      </tbody>
      {(hasTotals || limit < all.total) && (
        <tfoot>
          {limit < all.total && (
            <tr>
              <td colSpan={width}>
                <UnstyledButton className={styles.more} onClick={() => setLimit(limit + (props.step ?? 0))}>
                  Show more ({all.total - limit} left)
                </UnstyledButton>
              </td>
            </tr>
          )}
          {hasTotals && (
            <tr className={styles.totals}>
              {selection && <td />}
              {columns.map((column) => (
                <td key={column.key} className={columnClass(column)}>
                  {column.total}
                </td>
              ))}
            </tr>
          )}
        </tfoot>
      )}
    </table>
  );
}

/** Rows that are all here are sorted here. */
function usePaged<Row>(
  rows: readonly Row[] | PagedRows<Row>,
  columns: readonly Column<Row>[],
  sort: TableSort | undefined,
): PagedRows<Row> {
  return useMemo(() => (isPaged(rows) ? rows : asPaged(ordered(rows, columns, sort))), [rows, columns, sort]);
}

function Gap({ height, width }: { height: number; width: number }) {
  return (
    <tr aria-hidden className={styles.gap}>
      <td colSpan={width} style={{ height }} />
    </tr>
  );
}
