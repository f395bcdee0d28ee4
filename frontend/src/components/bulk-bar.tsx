import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

import { chosenCount, everything, nothing } from '../lib/chosen';
import { useFormat } from '../lib/use-format';
import styles from './bulk-bar.module.css';
import type { Selection } from './use-row-choice';

interface BulkBarProps {
  selection: Selection;
  /** How many rows the filter shows. */
  total: number;
  /** What a row is, and several. */
  noun: readonly [one: string, several: string];
  /** Beside the count: what they come to. */
  note?: ReactNode;
  /** The actions. */
  children: ReactNode;
}

/** What can be done with the chosen rows of a list; nothing while none is chosen. Stands in a page's `bulk`. */
export function BulkBar({ selection, total, noun, note, children }: BulkBarProps) {
  const { count } = useFormat();
  const { chosen, onChange } = selection;
  const many = chosenCount(chosen, total);
  if (many === 0) return null;
  const [one, several] = noun;
  return (
    <section className={styles.bar} aria-label={`Chosen ${several}`}>
      <div className={styles.line}>
        <strong className={`num ${styles.count}`}>
          {many === 1 ? `1 ${one} chosen` : `${many === total ? 'All ' : ''}${count(many)} ${several} chosen`}
        </strong>
        {note && <span className={styles.note}>{note}</span>}
        {many < total && (
          <Button variant="subtle" size="compact-xs" onClick={() => onChange(everything)}>
            Choose all {count(total)} that the filter shows
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" color="gray" ml="auto" onClick={() => onChange(nothing)}>
          Clear choice
        </Button>
      </div>
      <div className={styles.line} data-actions>
        {children}
      </div>
    </section>
  );
}
