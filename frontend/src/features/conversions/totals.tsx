import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './totals.module.css';

/** What the listed conversions come to, a line for each currency. */
export function Totals({ sums }: { sums: desktop.ConversionSums | undefined }) {
  const { count, money } = useFormat();
  if (!sums?.currencies.length) return null;
  return (
    <ul className={styles.totals} aria-label="Totals">
      {sums.currencies.map((sum) => (
        <li key={sum.currency}>
          <strong>{sum.currency}</strong> {count(sum.conversions)} listed, {count(sum.counted)} counted
          <span>
            Sales <b>{money(sum.sales)}</b>
          </span>
          <span>
            Network commission <b>{money(sum.networkCommission)}</b>
          </span>
          <span>
            Payouts <b>{money(sum.payouts)}</b>
          </span>
        </li>
      ))}
    </ul>
  );
}
