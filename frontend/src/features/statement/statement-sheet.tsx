import { PrintSheet } from '../../components/print-sheet';
import { isZero, type Money } from '../../lib/money';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './statement-sheet.module.css';

/** The statement as a page to print; the screen never shows it. */
export function StatementSheet({ statement }: { statement: desktop.MemberStatement }) {
  const { dateTime } = useFormat();
  return (
    <PrintSheet
      name="statement-sheet"
      workspace={statement.workspace}
      title={`Statement of ${statement.memberName}`}
      facts={
        <p>
          {usePeriodWords(statement.period)} · as of {dateTime(statement.asOf)}
        </p>
      }
    >
      {statement.currencies.length === 0 && <p>Nothing was earned or paid in this period.</p>}
      {statement.currencies.map((currency) => (
        <Currency key={currency.currency} statement={currency} />
      ))}
    </PrintSheet>
  );
}

function usePeriodWords({ from, to }: desktop.Period): string {
  const { day } = useFormat();
  if (!from && !to) return 'All time';
  return `${day(from)} to ${day(to)}`;
}

function Currency({ statement }: { statement: desktop.StatementCurrency }) {
  const { amount, money, day } = useFormat();
  const { currency } = statement;
  const cell = (value: Money) => (isZero(value) ? '' : amount(value));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th>Day</th>
          <th>What</th>
          <th>Offer</th>
          <th>Earned ({currency})</th>
          <th>Paid ({currency})</th>
          <th>Balance ({currency})</th>
        </tr>
      </thead>
      <tbody>
        <tr className={styles.strong}>
          <td colSpan={5}>Owed before</td>
          <td>{amount(statement.opening)}</td>
        </tr>
        {statement.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a printed page stay where they are
          <tr key={index}>
            <td>{day(row.day)}</td>
            <td>
              {row.what}
              {row.state === 'pending' && ', pending'}
            </td>
            <td>{row.offer}</td>
            <td>{row.state === 'pending' ? `(${amount(row.earned)})` : cell(row.earned)}</td>
            <td>{cell(row.paid)}</td>
            <td>{amount(row.balance)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className={styles.strong}>
          <td colSpan={3}>Owed at the end</td>
          <td>{amount(statement.earned)}</td>
          <td>{amount(statement.paid)}</td>
          <td>{amount(statement.closing)}</td>
        </tr>
        {!isZero(statement.pending) && (
          <tr>
            <td colSpan={6}>
              In brackets: earned and still pending, because CJ has not locked the sales. In all{' '}
              {money(statement.pending)}, which is not in the balance.
            </td>
          </tr>
        )}
      </tfoot>
    </table>
  );
}
