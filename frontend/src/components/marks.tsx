import { Badge, Tooltip } from '@mantine/core';
import { IconCloudUp } from '@tabler/icons-react';

import styles from './marks.module.css';

interface NotSyncedProps {
  synced: boolean;
  text?: string;
  /** Only the sign, for a table's row; the words are on hover and for readers. */
  compact?: boolean;
}

/** Marks what has no place in the log yet; nothing when it has. */
export function NotSynced({ synced, text = 'not synced', compact = false }: NotSyncedProps) {
  if (synced) return null;
  const explanation = `${text.slice(0, 1).toUpperCase()}${text.slice(1)}: saved on this computer, and sent with the next sync.`;
  return (
    <Tooltip label={explanation}>
      <span className={styles.notSynced}>
        <IconCloudUp size={13} role="img" aria-label={compact ? text : undefined} aria-hidden={!compact} />
        {!compact && text}
      </span>
    </Tooltip>
  );
}

/** Marks test traffic, which counts in no figure and no payment. */
export function TestMark({ test }: { test: boolean }) {
  if (!test) return null;
  return (
    <Tooltip label="Test traffic: left out of member figures and payments.">
      <Badge variant="default" size="xs" radius="sm" tt="none" fw={500} className={styles.test}>
        Test
      </Badge>
    </Tooltip>
  );
}
