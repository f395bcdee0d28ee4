import { Title } from '@mantine/core';
import type { ReactNode } from 'react';

import styles from './settings.module.css';

interface SettingProps {
  title: string;
  explanation: string;
  children: ReactNode;
}

/** One group of settings: what it is for at the left, the work at the right. */
export function Setting({ title, explanation, children }: SettingProps) {
  return (
    <section className={styles.setting} aria-label={title}>
      <div>
        <Title order={2} className={styles.title}>
          {title}
        </Title>
        <p className="dim">{explanation}</p>
      </div>
      <div className={styles.work}>{children}</div>
    </section>
  );
}
