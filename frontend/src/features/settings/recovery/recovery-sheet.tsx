import { Portal } from '@mantine/core';

import { shortAddress } from '../../../lib/short-address';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import styles from './recovery-sheet.module.css';

interface RecoverySheetProps {
  shown: desktop.RecoveryKeyView;
  relayUrl: string;
}

/** The page that is printed; the screen never shows it. */
export function RecoverySheet({ shown, relayUrl }: RecoverySheetProps) {
  const { dateTime } = useFormat();
  return (
    <Portal>
      <article className={styles.sheet} data-print-sheet data-testid="recovery-sheet">
        <header>
          <p className={styles.product}>Linkledger · Recovery key</p>
          <h1>{shown.workspace}</h1>
          <p>
            Made {dateTime(shown.madeAt)} on “{shown.madeBy}” · relay {shortAddress(relayUrl)}
          </p>
        </header>
        <ol className={styles.key} aria-label="The key in its groups">
          {groupsOf(shown.key).map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be the same letters
            <li key={index}>{group}</li>
          ))}
        </ol>
        <section>
          <p>
            <strong>Keep it where you keep contracts.</strong> Whoever has this page and access to the relay
            or to a backup can read everything in this workspace.
          </p>
          <p>
            To use it: install Linkledger, create a profile, go to Settings › Connect to a relay, enter a
            pairing code or a connection line from whoever runs the relay, and type this key when it asks.
            Capitals and dashes don’t matter.
          </p>
          <p>
            With a backup file instead of a relay: create a profile, go to Settings › Backups › Restore from a
            file, type this key and choose the file.
          </p>
        </section>
      </article>
    </Portal>
  );
}

/** The key in the groups that it is read and typed in. */
export function groupsOf(key: string): string[] {
  return key.split('-').filter(Boolean);
}
