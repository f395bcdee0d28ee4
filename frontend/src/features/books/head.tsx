import { CopyButton } from '../../components/copy-button';
import { Term } from '../../components/term';
import styles from './head.module.css';

const shownLetters = 16;

/** The head of the books' hash chain. */
export function Head({ hash }: { hash: string }) {
  if (!hash) return null;
  return (
    <div className={styles.head}>
      <Term explanation="Each transfer carries the hash of the one before. Two devices that show the same hash hold the same books, to the cent.">
        Hash of the last transfer
      </Term>
      <span className="mono" data-testid="books-head" title={hash}>
        {hash.slice(0, shownLetters)}…
      </span>
      <CopyButton text={hash} label="Copy hash" />
    </div>
  );
}
