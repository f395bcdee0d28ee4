import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Ref } from 'react';

import type { TableSort } from '../lib/table-view';
import styles from './data-table.module.css';
import { type Column, columnClass } from './data-table-column';

interface DataTableHeadProps<Row> {
  ref?: Ref<HTMLTableRowElement>;
  columns: readonly Column<Row>[];
  /** The Go side sorts, by the columns that say so. */
  paged: boolean;
  sort?: TableSort;
  onSort: (sort: TableSort) => void;
  /** How much is chosen, and how to choose all or nothing; missing where nothing can be chosen. */
  choice?: { chosen: 'none' | 'some' | 'all'; onChange: (all: boolean) => void };
}

/** The heads of a table's columns; one that can be sorted by is a button. */
export function DataTableHead<Row>({ ref, columns, paged, sort, onSort, choice }: DataTableHeadProps<Row>) {
  return (
    <thead>
      <tr ref={ref}>
        {choice && (
          <th className={styles.check}>
            <Checkbox
              aria-label="Select all"
              checked={choice.chosen === 'all'}
              indeterminate={choice.chosen === 'some'}
              onChange={() => choice.onChange(choice.chosen !== 'all')}
            />
          </th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.key} column={column} paged={paged} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

interface HeadCellProps<Row> {
  column: Column<Row>;
  paged: boolean;
  sort?: TableSort;
  onSort: (sort: TableSort) => void;
}

function HeadCell<Row>({ column, paged, sort, onSort }: HeadCellProps<Row>) {
  const active = sort?.key === column.key;
  const Arrow = sort?.descending ? IconArrowDown : IconArrowUp;
  const className = columnClass(column);
  if (!(paged ? column.sortable : column.compare)) {
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
