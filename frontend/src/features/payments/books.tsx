import { Status } from '../../components/status';
import { Term } from '../../components/term';
import type { desktop } from '../../wailsjs/go/models';
import styles from './books.module.css';

const shownHash = 16;

/** Whether the books balance, and the head of their chain: two devices with the same hash hold the same books. */
export function Books({ overview }: { overview: desktop.PaymentsOverview }) {
  return (
    <div className={styles.books} data-testid="books">
      <Status of={overview.trialBalanceZero ? 'books:zero' : 'books:off'} />
      {overview.booksHash && (
        <Term explanation="The head of the books’ hash chain. Two devices that show the same hold the same books.">
          <span className="mono">{overview.booksHash.slice(0, shownHash)}</span>
        </Term>
      )}
    </div>
  );
}
