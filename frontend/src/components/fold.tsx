import { Stack, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';

import styles from './fold.module.css';

interface FoldProps {
  title: string;
  /** What is inside, in a few words. */
  note?: string;
  /** Whether it is open until somebody folds or unfolds it. */
  open: boolean;
  /** Something in it is wrong, and so it stays in sight. */
  wrong?: boolean;
  children: ReactNode;
}

/** A part that most people don't need: folded, with a line that says what is in it. */
export function Fold({ title, note, open: wanted, wrong = false, children }: FoldProps) {
  const [chosen, setChosen] = useState<boolean>();
  const id = useId();
  const open = wrong || (chosen ?? wanted);
  return (
    <div className={styles.fold}>
      <UnstyledButton
        className={styles.toggle}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setChosen(!open)}
      >
        <IconChevronRight size={14} className={styles.arrow} data-open={open || undefined} aria-hidden />
        <span className={styles.title}>{title}</span>
        {note && <span className={styles.note}>{note}</span>}
      </UnstyledButton>
      {open && (
        <Stack gap={16} className={styles.body} id={id}>
          {children}
        </Stack>
      )}
    </div>
  );
}
