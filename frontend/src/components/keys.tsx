import { Kbd } from '@mantine/core';

import { keyWords } from '../lib/keys';
import styles from './keys.module.css';

/** Keys as they are pressed on this system; nothing for none. */
export function Keys({ keys, mac }: { keys: string; mac: boolean }) {
  return (
    <span className={styles.keys}>
      {keyWords(keys, mac).map((words) => (
        <Kbd key={words} size="xs">
          {words}
        </Kbd>
      ))}
    </span>
  );
}
