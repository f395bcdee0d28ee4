import { Checkbox } from '@mantine/core';
import type { KeyboardEvent } from 'react';

import type { Column } from './data-table';
import styles from './data-table.module.css';

interface DataTableRowProps<Row> {
  row: Row;
  columns: readonly Column<Row>[];
  name: string;
  open: boolean;
  onOpen?: (row: Row) => void;
  selected?: boolean;
  onSelect?: () => void;
}

/** A row: Enter opens it, Space selects it, the arrow keys go to its neighbours. */
export function DataTableRow<Row>({
  row,
  columns,
  name,
  open,
  onOpen,
  selected,
  onSelect,
}: DataTableRowProps<Row>) {
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target !== event.currentTarget) return;
    if (!act(event)) return;
    event.preventDefault();
  };
  const act = (event: KeyboardEvent<HTMLTableRowElement>): boolean => {
    switch (event.key) {
      case 'Enter':
        onOpen?.(row);
        return onOpen !== undefined;
      case ' ':
        (onSelect ?? (() => onOpen?.(row)))();
        return true;
      case 'ArrowDown':
        return focusRow(event.currentTarget.nextElementSibling);
      case 'ArrowUp':
        return focusRow(event.currentTarget.previousElementSibling);
      default:
        return false;
    }
  };
  const reachable = onOpen !== undefined || onSelect !== undefined;
  return (
    <tr
      aria-label={name}
      className={styles.row}
      data-open={open || undefined}
      data-selected={selected || undefined}
      data-clickable={onOpen ? true : undefined}
      tabIndex={reachable ? 0 : undefined}
      onKeyDown={reachable ? onKeyDown : undefined}
      onClick={onOpen && (() => onOpen(row))}
    >
      {onSelect && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: only keeps a click on the box from opening the row
        <td className={styles.check} onClick={(event) => event.stopPropagation()}>
          <Checkbox aria-label={`Select ${name}`} checked={selected} onChange={onSelect} tabIndex={-1} />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.key} className={column.numeric ? styles.numeric : undefined}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function focusRow(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  element.focus();
  return true;
}
