import { Section } from '../../components/section';
import type { Money } from '../../lib/money';
import { subtractMoney } from '../../lib/money';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './plan-lines.module.css';

interface PlanReviewProps {
  plan: desktop.PaymentPlan;
  lines: desktop.PlanLine[];
  total: Money;
}

/** What is about to be made, before it is. */
export function PlanReview({ plan, lines, total }: PlanReviewProps) {
  const { money, amount } = useFormat();
  const after = subtractMoney(plan.balance, total);
  return (
    <>
      <p>
        This makes a payment of <strong className="num">{money(total)}</strong> to{' '}
        {lines.length === 1 ? '1 member' : `${lines.length} members`}. No money moves yet: you then export a
        CSV file, upload it where you pay from, and record the payment as paid. Until then it can be
        cancelled.
      </p>
      <Section title="Payees" aside={<span className="dim">{plan.currency}</span>}>
        <ul className={styles.lines}>
          {lines.map((line) => (
            <li key={line.memberId} className={styles.line}>
              <span>
                {line.memberName}
                <span className={styles.reason}>{line.payee}</span>
              </span>
              <span className={styles.amount}>{amount(line.amount)}</span>
            </li>
          ))}
        </ul>
        <dl className={styles.totals}>
          <dt>Total</dt>
          <dd>{money(total)}</dd>
          <dt className="dim">Balance afterwards</dt>
          <dd className="dim">{money(after)}</dd>
        </dl>
      </Section>
    </>
  );
}
