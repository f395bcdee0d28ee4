import { Checkbox } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { KeyboardEvent } from 'react';

import { copyText } from '../lib/runtime';

import { type Column, columnClass } from './data-table';
import styles from './data-table.module.css';

interface DataTableRowProps<Row> {
  row: Row;
  id: string;
  columns: readonly Column<Row>[];
  name: string;
  open: boolean;
  onOpen?: (row: Row) => void;
  copy?: (row: Row) => string;
  selected?: boolean;
  onSelect?: () => void;
  /** Further keys of a focused row; true when it took one. */
  onKey?: (row: Row, key: string) => boolean;
}

/** A row: Enter opens it, Space selects it, the arrow keys (and j, k) go to its neighbours. */
export function DataTableRow<Row>({
  row,
  id,
  columns,
  name,
  open,
  onOpen,
  copy,
  selected,
  onSelect,
  onKey,
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
      case 'j':
        return focusRow(event.currentTarget, 'nextElementSibling');
      case 'ArrowUp':
      case 'k':
        return focusRow(event.currentTarget, 'previousElementSibling');
      default:
        return other(event);
    }
  };
  const other = (event: KeyboardEvent): boolean => {
    if (event.altKey) return false;
    if (!event.ctrlKey && !event.metaKey) return onKey?.(row, event.key) ?? false;
    if (!copy || event.key !== 'c') return false;
    void copyAndSay(copy(row));
    return true;
  };
  const reachable = onOpen !== undefined || onSelect !== undefined;
  return (
    <tr
      aria-label={name}
      data-row={id}
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
        <td key={column.key} className={columnClass(column)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

async function copyAndSay(text: string): Promise<void> {
  if (await copyText(text)) notifications.show({ message: `Copied ${text}`, autoClose: 3_000 });
}

/** Focuses the next row that can be; headings and details between rows are passed over. */
function focusRow(row: Element, next: 'nextElementSibling' | 'previousElementSibling'): boolean {
  let found = row[next];
  while (found instanceof HTMLElement && found.tabIndex < 0) found = found[next];
  if (!(found instanceof HTMLElement)) return false;
  found.focus();
  return true;
}
