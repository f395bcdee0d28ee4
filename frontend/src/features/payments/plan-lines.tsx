import { Checkbox } from '@mantine/core';

import { Section } from '../../components/section';
import type { Money } from '../../lib/money';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './plan-lines.module.css';

interface PlanLinesProps {
  plan: desktop.PaymentPlan;
  /** Members left out of this payment. */
  left: ReadonlySet<string>;
  onLeave: (left: ReadonlySet<string>) => void;
  total?: Money;
  /** The balance does not cover the total. */
  short: boolean;
}

/** Who can be paid now, and who can't and why. */
export function PlanLines({ plan, left, onLeave, total, short }: PlanLinesProps) {
  const { money, amount, count } = useFormat();
  const payable = plan.lines.filter((line) => !line.blocked);
  const blocked = plan.lines.filter((line) => line.blocked);
  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    onLeave(next);
  };
  return (
    <>
      {plan.lines.length === 0 && <p className="dim">Nothing is due to any member.</p>}
      {payable.length > 0 && (
        <Section title="Can be paid now" aside={<span className="dim">{plan.currency}</span>}>
          <ul className={styles.lines}>
            {payable.map((line) => (
              <li key={line.memberId} className={styles.line}>
                <Checkbox
                  checked={!left.has(line.memberId)}
                  onChange={() => toggle(line.memberId)}
                  label={line.memberName}
                  description={`${line.payee} · ${conversions(line, count)}`}
                />
                <span className={styles.amount}>{amount(line.amount)}</span>
              </li>
            ))}
          </ul>
          <dl className={styles.totals}>
            <dt>Total</dt>
            <dd>{total && money(total)}</dd>
            <dt className="dim">Balance</dt>
            <dd className="dim">{money(plan.balance)}</dd>
          </dl>
          {short && (
            <p className={styles.short} role="alert">
              The balance does not cover this. Leave members out, add funds, or record CJ’s payment.
            </p>
          )}
        </Section>
      )}
      {blocked.length > 0 && (
        <Section title="Can’t be paid now">
          <ul className={styles.lines}>
            {blocked.map((line) => (
              <li key={line.memberId} className={styles.line}>
                <span>
                  {line.memberName}
                  <span className={styles.reason}>{line.blocked}</span>
                </span>
                <span className={styles.amount}>{amount(line.amount)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function conversions(line: desktop.PlanLine, count: (value: number) => string): string {
  return line.conversions === 1 ? '1 conversion' : `${count(line.conversions)} conversions`;
}
