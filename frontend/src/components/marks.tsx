import { Badge, Tooltip } from '@mantine/core';
import { IconCloudUp } from '@tabler/icons-react';

import styles from './marks.module.css';

/** Marks what has no place in the log yet; nothing when it has. */
export function NotSynced({ synced, text = 'not synced' }: { synced: boolean; text?: string }) {
  if (synced) return null;
  return (
    <Tooltip label="Saved on this computer. It is sent with the next sync.">
      <span className={styles.notSynced}>
        <IconCloudUp size={12} aria-hidden />
        {text}
      </span>
    </Tooltip>
  );
}

/** Marks test traffic, which counts in no figure and no payment. */
export function TestMark({ test }: { test: boolean }) {
  if (!test) return null;
  return (
    <Tooltip label="Test traffic: left out of member figures and payments.">
      <Badge variant="default" size="xs" radius="sm" tt="none" fw={500}>
        Test
      </Badge>
    </Tooltip>
  );
}
