import { Title } from '@mantine/core';
import type { ReactNode } from 'react';

import styles from './page.module.css';

interface PageProps {
  title: string;
  /** How fresh what it shows is, or one sentence about it. */
  asOf?: ReactNode;
  /** One primary action, and little beside it. */
  actions?: ReactNode;
  /** Filters, as chips. */
  filters?: ReactNode;
  /** The side panel, when one is open; the page stays where it was. */
  panel?: ReactNode;
  /** What can be done with the chosen rows; stays in sight beneath the work. */
  bulk?: ReactNode;
  children: ReactNode;
}

/** The shape of every screen: title, as of, actions, filters, then the work. */
export function Page({ title, asOf, actions, filters, panel, bulk, children }: PageProps) {
  return (
    <>
      <div className={styles.page}>
        <header className={styles.head}>
          <div className={styles.titles}>
            <Title order={1} className={styles.title}>
              {title}
            </Title>
            {asOf && <div className={styles.asOf}>{asOf}</div>}
          </div>
          {actions && (
            <div className={styles.actions} data-actions>
              {actions}
            </div>
          )}
        </header>
        {filters && <div className={styles.filters}>{filters}</div>}
        <div className={styles.work}>{children}</div>
        {bulk}
      </div>
      {panel}
    </>
  );
}
