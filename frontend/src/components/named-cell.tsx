import type { ReactNode } from 'react';

import styles from './named-cell.module.css';

interface NamedCellProps {
  name: string;
  /** Less important; left out where there is little room. */
  detail?: string;
  /** Badges that must be seen however long the name is. */
  marks?: ReactNode;
}

/** The cell that says what a row is: one line, a long name cut short (and whole on hover). */
export function NamedCell({ name, detail, marks }: NamedCellProps) {
  return (
    <span className={styles.cell}>
      <strong className={styles.name} title={name}>
        {name}
      </strong>
      {detail && <span className={styles.detail}>{detail}</span>}
      {marks}
    </span>
  );
}
