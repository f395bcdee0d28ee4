import { CopyButton } from '../../../components/copy-button';
import { Countdown } from '../../../components/countdown';
import type { desktop } from '../../../wailsjs/go/models';
import styles from './pairing-code.module.css';

/** The code in letters that can be read across a desk, and what to do with it. */
export function PairingCode({ pairing }: { pairing: desktop.PairingView }) {
  const { host, letters } = partsOf(pairing.code);
  return (
    <>
      <ol className={styles.steps}>
        <li>Open Linkledger on the new device.</li>
        <li>
          Go to <strong>Settings › Connect to a relay</strong> there, and type this code:
        </li>
      </ol>
      <div className={styles.code} data-testid="pairing-code">
        <span className={styles.host}>{host}</span>
        <span className={styles.letters}>{letters}</span>
        <CopyButton text={pairing.code} label="Copy code" words />
      </div>
      <p className="dim">
        Valid for <Countdown until={pairing.expiresAt} over="no longer" />. Waiting for the new device; its
        name appears here, and nothing is shared before you approve it.
      </p>
    </>
  );
}

/** "go.brand.example/1-WDJB-MJHT" → the relay's address and the code proper. */
export function partsOf(code: string): { host: string; letters: string } {
  const cut = code.lastIndexOf('/') + 1;
  return { host: code.slice(0, cut), letters: code.slice(cut) };
}
