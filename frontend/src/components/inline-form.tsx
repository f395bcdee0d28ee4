import { Title } from '@mantine/core';
import type { FormEventHandler, ReactNode } from 'react';

import styles from './inline-form.module.css';

interface InlineFormProps {
  title: string;
  onSubmit: FormEventHandler<HTMLFormElement>;
  children: ReactNode;
}

/** A short form inside a panel. */
export function InlineForm({ title, onSubmit, children }: InlineFormProps) {
  return (
    <form className={styles.form} aria-label={title} onSubmit={onSubmit} noValidate>
      <Title order={3} className={styles.title}>
        {title}
      </Title>
      {children}
    </form>
  );
}
