import { Title } from '@mantine/core';
import type { ReactNode } from 'react';

import styles from './section.module.css';

/** A headed part of a panel or page. */
export function Section({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <Title order={3} className={styles.title}>
          {title}
        </Title>
        {aside && <div className={styles.aside}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}
