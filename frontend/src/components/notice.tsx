import type { ReactNode } from 'react';

import styles from './notice.module.css';

interface NoticeProps {
  title: string;
  /** What it is about: something to know, to do soon, or gone wrong. */
  tone?: 'info' | 'warn' | 'bad';
  children?: ReactNode;
}

/** Something to know or to do that stands until it is dealt with. */
export function Notice({ title, tone = 'info', children }: NoticeProps) {
  return (
    <section className={styles.notice} data-tone={tone} aria-label={title}>
      <strong>{title}</strong>
      {children}
    </section>
  );
}
