import { Button } from '@mantine/core';

import { useWorkspace } from '../../lib/api/workspace';
import { commonCurrency, sumsByCurrency } from '../../lib/money';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './decide-bar.module.css';
import { Decisions } from './decisions';

interface DecideBarProps {
  rows: desktop.ConversionRow[];
  /** How many the filter shows, and the filter when all of them are chosen. */
  total: number;
  all?: desktop.ConversionFilter;
  onAll: () => void;
  onDone: () => void;
}

const everyMove = ['approved', 'rejected', 'on_hold', 'pending'];

/** What can be decided about the chosen conversions. What can't take it is left, and named. */
export function DecideBar({ rows, total, all, onAll, onDone }: DecideBarProps) {
  const { count, money } = useFormat();
  const workspace = useWorkspace().data;
  const chosen = all ? total : rows.length;
  const currency = commonCurrency(rows.map((row) => row.payout));
  const notAdjustable = all
    ? 'Amounts are adjusted on conversions that you choose one by one.'
    : currency
      ? undefined
      : 'The chosen conversions are in several currencies.';
  return (
    <section className={styles.bar} aria-label="Decide on the chosen conversions">
      <div className={styles.line}>
        <strong className="num">
          {chosen === 1 ? '1 conversion chosen' : `${all ? 'All ' : ''}${count(chosen)} conversions chosen`}
        </strong>
        {!all && (
          <span className={styles.payouts}>
            {sumsByCurrency(rows.map((row) => row.payout))
              .map(money)
              .join(' and ')}{' '}
            of payouts
          </span>
        )}
        {!all && total > rows.length && (
          <Button variant="subtle" size="compact-xs" onClick={onAll}>
            Choose all {count(total)} that the filter shows
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" color="gray" ml="auto" onClick={onDone}>
          Clear choice
        </Button>
      </div>
      <Decisions
        on={
          all
            ? { conversionIds: [], seen: [], all }
            : { conversionIds: rows.map((row) => row.id), seen: rows.map((row) => row.seen) }
        }
        chosen={chosen}
        currency={currency ?? workspace?.currency ?? ''}
        moves={everyMove}
        notAdjustable={notAdjustable}
        onDone={onDone}
      />
    </section>
  );
}
