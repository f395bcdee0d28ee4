import { amountText } from '../lib/moved';
import { useFormat } from '../lib/use-format';
import type { desktop } from '../wailsjs/go/models';
import styles from './adjustments.module.css';
import { Cause } from './cause';

/** Adjustments one by one: what they belong to, what moved, and why. */
export function AdjustmentList({ rows }: { rows: readonly desktop.MonthAdjustment[] }) {
  const format = useFormat();
  return (
    <ul className={styles.list} aria-label="Adjustments">
      {rows.map((row) => (
        <li
          key={`${row.known}/${row.causeKind}/${row.causeId}/${row.month}/${row.figures.currency}`}
          className={styles.item}
        >
          <div>
            <Cause kind={row.causeKind} id={row.causeId} title={row.title} />
            <div className="dim">
              Sale of {format.day(row.saleDay)} · known on {format.day(row.known)}
              {row.offerName && ` · ${row.offerName}`}
            </div>
          </div>
          <div className={styles.figures}>
            <div>{amountText(format, row.figures.sales)} of sales</div>
            <div className="dim">{amountText(format, row.figures.payout)} of payout</div>
          </div>
          <div className={styles.why}>{whyOf(row)}</div>
        </li>
      ))}
    </ul>
  );
}

/** What its history tells of that day, else what changed. */
function whyOf({ why, statusBefore, status }: desktop.MonthAdjustment): string {
  if (why.length > 0) return why.join(' ');
  if (status) return `From ${words(statusBefore) || 'nothing'} to ${words(status)}.`;
  return 'Its amounts were changed.';
}

function words(status: string): string {
  return status.replaceAll('_', ' ');
}
