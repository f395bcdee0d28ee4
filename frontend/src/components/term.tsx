import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

import styles from './term.module.css';

/** A word with a short explanation on hover or focus. */
export function Term({ explanation, children }: { explanation: string; children: ReactNode }) {
  return (
    <Tooltip label={explanation}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the explanation must be reachable by keyboard */}
      <span className={styles.term} tabIndex={0}>
        {children}
      </span>
    </Tooltip>
  );
}
