import type { ReactNode } from 'react';

import styles from './empty.module.css';

/** Nothing here yet: one sentence, one action. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}
