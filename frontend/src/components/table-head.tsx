import { Title } from '@mantine/core';

import styles from './table-head.module.css';

/** The heading over one of the page's tables, and what to say when it has no rows. */
export function TableHead({ title, empty }: { title: string; empty: string | false }) {
  return (
    <div className={styles.head}>
      <Title order={2} className={styles.title}>
        {title}
      </Title>
      {empty && <p className="dim">{empty}</p>}
    </div>
  );
}
