import type { desktop } from '../../wailsjs/go/models';
import styles from './outcome.module.css';

const namedAtMost = 3;

interface OutcomeProps {
  result: desktop.BulkResult;
  /** What they are now, such as "rejected". */
  done: string;
}

/** "12 conversions rejected, 2 left", and why those were left. */
export function Outcome({ result, done }: OutcomeProps) {
  const { changed, left } = result;
  const conversions = changed === 1 ? '1 conversion' : `${changed} conversions`;
  const more = left.length - namedAtMost;
  return (
    <div className={styles.outcome}>
      <div className={styles.line}>
        <strong>
          {`${conversions} ${done}`}
          {left.length > 0 && `, ${left.length} ${done === 'adjusted' ? 'to look at' : 'left'}`}
        </strong>
      </div>
      {left.length > 0 && (
        <ul className={styles.left}>
          {left.slice(0, namedAtMost).map(({ label, value }) => (
            <li key={label}>
              <span className="mono">{label}</span>: {value}
            </li>
          ))}
          {more > 0 && <li>and {more} more</li>}
        </ul>
      )}
    </div>
  );
}
