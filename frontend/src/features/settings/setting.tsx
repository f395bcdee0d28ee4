import { Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

import { useParameters } from '../../lib/location';
import styles from './settings.module.css';

interface SettingProps {
  title: string;
  explanation: string;
  /** Another screen leads here with ?show= and this name. */
  name?: string;
  children: ReactNode;
}

/** One group of settings: what it is for at the left, the work at the right. */
export function Setting({ title, explanation, name, children }: SettingProps) {
  const section = useRef<HTMLElement>(null);
  const [parameters] = useParameters();
  const wanted = name !== undefined && parameters.get('show') === name;
  useEffect(() => {
    if (wanted) section.current?.scrollIntoView({ block: 'start' });
  }, [wanted]);
  return (
    <section ref={section} className={styles.setting} aria-label={title}>
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
