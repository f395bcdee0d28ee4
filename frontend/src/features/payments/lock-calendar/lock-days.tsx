import { type Column, DataTable } from '../../../components/data-table';
import { moneyColumn } from '../../../components/money-column';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import styles from './lock-calendar.module.css';

/** A row for each day on which sales lock: the sentence, and the figures behind it. */
export function LockDays({ days }: { days: desktop.LockDay[] }) {
  const format = useFormat();
  const most = days.reduce((most, day) => Math.max(most, size(day)), 0);
  const columns: Column<desktop.LockDay>[] = [
    {
      key: 'day',
      head: 'Locks on',
      cell: (day) => (
        <span className={styles.day} data-overdue={day.inDays < 0 || undefined}>
          <strong className="num">{format.day(day.day)}</strong>
          <span>{inWords(day.inDays)}</span>
        </span>
      ),
    },
    {
      key: 'words',
      head: 'What can still be corrected',
      cell: (day) => (
        <span className={styles.words}>
          {format.sentence(day.words)}
          {/* How much of the open money it is, beside the other days: the figures say it, the bar shows it. */}
          {days.length > 1 && (
            <span className={styles.bar} aria-hidden>
              <span style={{ width: `${most > 0 ? (100 * size(day)) / most : 0}%` }} />
            </span>
          )}
          <span className={styles.how}>
            {day.methods.join(', ')}
            {day.extended > 0 && ` · ${day.extended} put off once by the brand`}
          </span>
        </span>
      ),
    },
    moneyColumn({ key: 'sale', title: 'Sales', rows: days, amount: (day) => day.sale, format }),
    moneyColumn({
      key: 'commission',
      title: 'Commission',
      rows: days,
      amount: (day) => day.commission,
      format,
    }),
    moneyColumn({ key: 'payout', title: 'Members earn', rows: days, amount: (day) => day.payout, format }),
  ];
  return (
    <DataTable
      label="Lock calendar"
      columns={columns}
      rows={days}
      rowId={(day) => day.day}
      rowName={(day) => `Locks on ${format.day(day.day)}`}
    />
  );
}

/** Only for the length of a bar. */
function size(day: desktop.LockDay): number {
  return Math.max(0, Number(day.commission.minor));
}

function inWords(days: number): string {
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return '1 day overdue';
  return days < 0 ? `${-days} days overdue` : `in ${days} days`;
}
