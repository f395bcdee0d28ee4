import { Portal } from '@mantine/core';
import type { ReactNode } from 'react';

import styles from './print-sheet.module.css';

interface PrintSheetProps {
  /** How tests find it. */
  name: string;
  workspace: string;
  title: string;
  /** What is said under the title. */
  facts: ReactNode;
  children: ReactNode;
}

/** A page to print or to save as PDF, beside the screens, which never show it. */
export function PrintSheet({ name, workspace, title, facts, children }: PrintSheetProps) {
  return (
    <Portal>
      <article className={styles.sheet} data-print-sheet data-testid={name}>
        <header>
          <p className={styles.workspace}>{workspace}</p>
          <h1>{title}</h1>
          {facts}
        </header>
        {children}
      </article>
    </Portal>
  );
}
