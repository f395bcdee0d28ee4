import { Empty } from '../../../components/empty';
import { Figures } from '../../../components/figures';
import { Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { useLockCalendar } from '../../../lib/api/cash';
import { usePaymentsOverview } from '../../../lib/api/payments';
import { isZero } from '../../../lib/money';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import styles from './lock-calendar.module.css';
import { LockDays } from './lock-days';

/** The money that can still be corrected, by the day on which that ends. */
export function LockCalendar() {
  const calendar = useLockCalendar();
  return (
    <Loaded query={calendar}>
      {(data) => (
        <>
          <Sums calendar={data} />
          {data.overdue > 0 && (
            <div className={styles.overdue}>
              <Notice
                tone="warn"
                title={`${data.overdue === 1 ? '1 sale is' : `${data.overdue} sales are`} past the lock date`}
              >
                <p>
                  CJ has not called {data.overdue === 1 ? 'it' : 'them'} locked yet. Until it does, the brand
                  can still correct {data.overdue === 1 ? 'it' : 'them'}.
                </p>
              </Notice>
            </div>
          )}
          {data.days.length > 0 ? <LockDays days={data.days} /> : <Empty>{emptyWords(data)}</Empty>}
        </>
      )}
    </Loaded>
  );
}

function emptyWords(calendar: desktop.LockCalendar): string {
  if (!isZero(calendar.locked)) {
    return 'Nothing can be corrected any more: all that CJ lists is locked and waits for its payday.';
  }
  return 'No sale waits to be locked. Sales stand here from the moment CJ lists them.';
}

function Sums({ calendar }: { calendar: desktop.LockCalendar }) {
  const { money, day } = useFormat();
  const payDay = usePaymentsOverview().data?.nextPayDay;
  return (
    <Figures
      rows={[
        {
          label: 'Open and locked',
          figures: [
            {
              label: 'Can still be corrected',
              explanation: 'Commissions that CJ lists and has not locked: a returned order takes them back.',
              value: money(calendar.open),
              note: calendar.sales === 1 ? '1 sale' : `${calendar.sales} sales`,
            },
            {
              label: 'Locked, not paid by CJ',
              explanation: 'Final: it waits for CJ’s payday.',
              value: money(calendar.locked),
              note: payDay ? `next payday ${day(payDay)}` : undefined,
            },
          ],
        },
      ]}
    />
  );
}
