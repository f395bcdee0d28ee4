import { Button } from '@mantine/core';
import { useState } from 'react';

import { useAdjustmentsAmong } from '../lib/api/months';
import type { Format } from '../lib/format';
import { amountText, countText } from '../lib/moved';
import { useFormat } from '../lib/use-format';
import type { desktop } from '../wailsjs/go/models';
import { AdjustmentList } from './adjustment-list';
import styles from './adjustments.module.css';

interface AdjustmentsProps {
  /** The question whose figures they are among. */
  question: desktop.ReportQuestion | undefined;
}

/**
 * Adjustments of closed months among the figures of a report, with their sums
 * and conversions. Without any it is not there.
 */
export function Adjustments({ question }: AdjustmentsProps) {
  const [open, setOpen] = useState(false);
  const format = useFormat();
  const { data } = useAdjustmentsAmong(question);
  if (!data || data.rows.length === 0) return null;
  const sums = data.totals.map((total) => sumOf(format, total)).join(' · ');
  return (
    <section className={styles.line} aria-label="Adjustments of closed months">
      <span>
        <strong>Adjustments of closed months</strong>{' '}
        {question?.basis === 'by_sale_day' ? 'count on the day of their sale: ' : 'are among these figures: '}
        {sums}
      </span>
      <Button aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide them' : 'Show them'}
      </Button>
      {open && (
        <div className={styles.those}>
          <AdjustmentList rows={data.rows} />
        </div>
      )}
    </section>
  );
}

/** "2 with −1 conversion, −$40.00 of sales, −$4.00 of payout". */
export function sumOf(format: Format, { adjustments, figures }: desktop.MonthAfter): string {
  const conversions =
    figures.conversions === 0
      ? ''
      : `${countText(format, figures.conversions)} ${Math.abs(figures.conversions) === 1 ? 'conversion' : 'conversions'}, `;
  return `${format.count(adjustments)} with ${conversions}${amountText(format, figures.sales)} of sales, ${amountText(format, figures.payout)} of payouts`;
}
