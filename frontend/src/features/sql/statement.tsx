import { Textarea } from '@mantine/core';
import type { KeyboardEvent, Ref } from 'react';

import { Keys } from '../../components/keys';
import { useCommandList } from '../../lib/api/commands';
import { isPressed } from '../../lib/keys';
import styles from './sql-screen.module.css';

interface StatementProps {
  ref: Ref<HTMLTextAreaElement>;
  value: string;
  onChange: (value: string) => void;
  onRun: () => void;
}

/** Where a statement is written; Ctrl+Enter (⌘Enter) runs it. */
export function Statement({ ref, value, onChange, onRun }: StatementProps) {
  const { mac } = useCommandList();
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isPressed('Mod+Enter', event, mac)) return;
    event.preventDefault();
    onRun();
  };
  return (
    <>
      <Textarea
        ref={ref}
        aria-label="SQL statement"
        autosize
        minRows={8}
        maxRows={20}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        classNames={{ input: styles.statement }}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <p className={`dim ${styles.hint}`}>
        <Keys keys="Mod+Enter" mac={mac} /> runs it. One SELECT at a time, or WITH and SELECT, as SQLite has
        it.
      </p>
    </>
  );
}
