import { ActionIcon, Button, Input } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import styles from './rows.module.css';

interface RowsProps {
  /** How many rows, and how each looks but for its remove button. */
  count: number;
  row: (index: number) => ReactNode;
  /** What a row is called: "tier 2". */
  name: string;
  add: string;
  most: number;
  onAdd: () => void;
  onRemove: (index: number) => void;
  error?: ReactNode;
}

/** A short list of rows in a form, to add to and to remove from. */
export function Rows({ count, row, name, add, most, onAdd, onRemove, error }: RowsProps) {
  return (
    <div className={styles.rows}>
      {Array.from({ length: count }, (_, index) => index).map((index) => (
        <div key={index} className={styles.row}>
          <div className={styles.fields}>{row(index)}</div>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={30}
            className={styles.remove}
            aria-label={`Remove ${name} ${index + 1}`}
            onClick={() => onRemove(index)}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      {error && <Input.Error>{error}</Input.Error>}
      {count < most && (
        <Button variant="subtle" size="compact-xs" leftSection={<IconPlus size={13} />} onClick={onAdd}>
          {add}
        </Button>
      )}
    </div>
  );
}
