import type { ReactNode } from 'react';

import styles from './facts.module.css';

export interface Fact {
  label: ReactNode;
  /** Tells facts apart when the label is not a plain text. */
  key?: string;
  value: ReactNode;
}

/** Labels and values, one a line. */
export function Facts({ facts, dense = false }: { facts: readonly Fact[]; dense?: boolean }) {
  return (
    <dl className={styles.facts} data-dense={dense || undefined}>
      {facts.map((fact) => (
        <div key={fact.key ?? String(fact.label)} className={styles.fact}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
