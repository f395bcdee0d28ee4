import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Fragment, type ReactNode, useMemo, useState } from 'react';
import styles from './data-table.module.css';
import { DataTableRow } from './data-table-row';

export interface Column<Row> {
  key: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the right, with tabular figures. */
  numeric?: boolean;
  /** Orders rows; without it the column can't be sorted. */
  compare?: (a: Row, b: Row) => number;
  total?: ReactNode;
  /** Left out where there is little room. */
  wide?: boolean;
}

export interface Selection {
  ids: ReadonlySet<string>;
  onChange: (ids: ReadonlySet<string>) => void;
}

interface DataTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
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
  sort?: Sort;
  /** Rows drawn at first; a long list is drawn in steps. */
  step?: number;
  /** The heading that a row stands under; rows of one heading stand together. */
  group?: (row: Row) => string;
  /** What the open row shows beneath itself. */
  detail?: (row: Row) => ReactNode;
  /** Begins and ends with what is around it, instead of at the page's edges. */
  flush?: boolean;
}

export interface Sort {
  key: string;
  descending: boolean;
}

/** A dense table: sortable, with totals, multi-select and the arrow keys. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, selection, group, detail, step = 200 } = props;
  const width = columns.length + (selection ? 1 : 0);
  const [sort, setSort] = useState(props.sort);
  const [limit, setLimit] = useState(step);
  const sorted = useMemo(() => order(rows, columns, sort), [rows, columns, sort]);
  const shown = sorted.slice(0, limit);
  const hasTotals = columns.some((column) => column.total !== undefined);
  const all = shown.length > 0 && shown.every((row) => selection?.ids.has(rowId(row)));

  return (
    <table className={styles.table} aria-label={label} data-flush={props.flush || undefined}>
      <thead>
        <tr>
          {selection && (
            <th className={styles.check}>
              <Checkbox
                aria-label="Select all"
                checked={all}
                indeterminate={!all && selection.ids.size > 0}
                onChange={() => selection.onChange(new Set(all ? [] : shown.map(rowId)))}
              />
            </th>
          )}
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} sort={sort} onSort={setSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((row, index) => (
          <Fragment key={rowId(row)}>
            {group && group(row) !== shownGroup(shown[index - 1], group) && (
              <tr className={styles.group}>
                <th colSpan={width} scope="colgroup">
                  {group(row)}
                </th>
              </tr>
            )}
            <DataTableRow
              row={row}
              id={rowId(row)}
              columns={columns}
              name={props.rowName(row)}
              open={props.openId === rowId(row)}
              onOpen={props.onOpen}
              copy={props.copy}
              onKey={props.onKey}
              selected={selection?.ids.has(rowId(row))}
              onSelect={selection && (() => selection.onChange(toggled(selection.ids, rowId(row))))}
            />
            {detail && props.openId === rowId(row) && (
              <tr className={styles.detail}>
                <td colSpan={width}>{detail(row)}</td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
      {(hasTotals || shown.length < sorted.length) && (
        <tfoot>
          {shown.length < sorted.length && (
            <tr>
              <td colSpan={width}>
                <UnstyledButton className={styles.more} onClick={() => setLimit(limit + step)}>
                  Show more ({sorted.length - shown.length} left)
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

/** How a column's cells look. */
export function columnClass<Row>(column: Column<Row>): string {
  return [column.numeric && styles.numeric, column.wide && styles.wide].filter(Boolean).join(' ');
}

interface HeadCellProps<Row> {
  column: Column<Row>;
  sort?: Sort;
  onSort: (sort: Sort) => void;
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const active = sort?.key === column.key;
  const Arrow = sort?.descending ? IconArrowDown : IconArrowUp;
  const className = columnClass(column);
  if (!column.compare) {
    return <th className={className}>{column.head}</th>;
  }
  // Numbers are mostly wanted from the largest down.
  const first = column.numeric === true;
  return (
    <th className={className} aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : undefined}>
      <UnstyledButton
        className={styles.sort}
        onClick={() => onSort({ key: column.key, descending: active ? !sort.descending : first })}
      >
        {column.head}
        {active && <Arrow size={12} aria-hidden />}
      </UnstyledButton>
    </th>
  );
}

function shownGroup<Row>(row: Row | undefined, group: (row: Row) => string): string | undefined {
  return row && group(row);
}

function order<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort?: Sort): readonly Row[] {
  const compare = columns.find((column) => column.key === sort?.key)?.compare;
  if (!compare) return rows;
  const direction = sort?.descending ? -1 : 1;
  return [...rows].sort((a, b) => direction * compare(a, b));
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
