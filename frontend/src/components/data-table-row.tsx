import { Checkbox } from '@mantine/core';
import type { MouseEvent, Ref } from 'react';

import styles from './data-table.module.css';
import { type Column, columnClass } from './data-table-column';

interface DataTableRowProps<Row> {
  ref?: Ref<HTMLTableRowElement>;
  row: Row;
  id: string;
  /** Its place among the table's items, and in the whole list. */
  item: number;
  index: number;
  columns: readonly Column<Row>[];
  name: string;
  open: boolean;
  /** Can be opened or chosen, so the keyboard gets there. */
  reachable: boolean;
  /** The one that the Tab key goes to. */
  current: boolean;
  clickable: boolean;
  onClick: (event: MouseEvent) => void;
  chosen?: boolean;
  /** A click on its box; missing where nothing can be chosen. */
  onChoose?: (event: MouseEvent) => void;
}

/** A row as it is drawn. */
export function DataTableRow<Row>({
  ref,
  row,
  id,
  item,
  index,
  columns,
  name,
  open,
  reachable,
  current,
  clickable,
  onClick,
  chosen,
  onChoose,
}: DataTableRowProps<Row>) {
  return (
    <tr
      ref={ref}
      aria-label={name}
      aria-rowindex={index + 2} // the heads are the first row
      data-row={id}
      data-index={item}
      data-at={index}
      className={styles.row}
      data-open={open || undefined}
      data-selected={chosen || undefined}
      data-clickable={clickable || undefined}
      tabIndex={reachable ? (current ? 0 : -1) : undefined}
      onClick={reachable ? onClick : undefined}
    >
      {onChoose && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: Space chooses the row
        <td
          className={styles.check}
          onClick={(event) => {
            event.stopPropagation(); // the row would open
            if (event.target instanceof HTMLInputElement) onChoose(event);
          }}
        >
          <Checkbox aria-label={`Select ${name}`} checked={chosen} onChange={() => undefined} tabIndex={-1} />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.key} className={columnClass(column)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** The place of a row that is still to come. */
export function ComingRow({ item, index, width }: { item: number; index: number; width: number }) {
  return (
    <tr className={styles.coming} data-index={item} aria-rowindex={index + 2}>
      <td colSpan={width}>
        <span className={styles.comingLine}>
          <span className={styles.comingText}>Loading</span>
        </span>
      </td>
    </tr>
  );
}
