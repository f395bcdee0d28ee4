import { Kbd } from '@mantine/core';

import type { desktop } from '../../wailsjs/go/models';
import styles from './cases.module.css';

const fixed = [
  { key: 'j', label: 'next sale' },
  { key: 'k', label: 'sale before' },
  { key: 'Enter', label: 'what each source has of it' },
  { key: 'Space', label: 'choose it' },
  { key: 'n', label: 'write a note' },
  { key: 'u', label: 'undo' },
  { key: '?', label: 'these keys' },
];

/** What the keys do while a sale of the list has the focus, or its panel. */
export function KeysHelp({ outcomes }: { outcomes: desktop.OutcomeChoice[] }) {
  return (
    <ul className={styles.keys} aria-label="Keys">
      {[...outcomes, ...fixed].map(({ key, label }) => (
        <li key={key}>
          <Kbd size="xs" className={styles.key}>
            {key}
          </Kbd>{' '}
          {label}
        </li>
      ))}
    </ul>
  );
}
