import { SegmentedControl } from '@mantine/core';

import { Empty } from '../../components/empty';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { ReportPages } from '../../components/report-pages';
import { useMonths } from '../../lib/api/months';
import { useParameters } from '../../lib/location';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './month-close.module.css';
import { MonthPanel } from './month-panel';
import { MonthTable } from './month-table';

/** Months and their figures: which stand, and what came after. */
export function MonthCloseScreen() {
  const [parameters, change] = useParameters();
  const format = useFormat();
  const months = useMonths();
  const currencies = currenciesOf(months.data);
  const asked = parameters.get('currency') ?? '';
  const currency = currencies.includes(asked) ? asked : (currencies[0] ?? '');
  const open = months.data?.months.find(({ month }) => month === parameters.get('month'));

  return (
    <Page
      title="Month close"
      asOf={
        months.data &&
        `${months.data.known ? `Known up to ${format.day(months.data.known)}` : 'Nothing is known yet'} · days in ${months.data.zone}`
      }
      filters={
        <>
          <ReportPages at="/reports/month-close" />
          {currencies.length > 1 && (
            <SegmentedControl
              aria-label="Currency"
              data={currencies}
              value={currency}
              onChange={(next) => change({ currency: next })}
              ml="auto"
            />
          )}
        </>
      }
      panel={
        open && <MonthPanel key={open.month} month={open} onClose={() => change({ month: undefined })} />
      }
    >
      <Loaded query={months}>
        {(data) =>
          data.months.length === 0 ? (
            <Empty>Months stand here once there are clicks or sales.</Empty>
          ) : (
            <>
              <p className={styles.lead}>
                Closing a month makes its figures stand. What CJ or you change of it afterwards counts as an
                adjustment, on the day on which it became known.
              </p>
              <MonthTable
                months={data.months}
                currency={currency}
                open={open}
                onOpen={(month) => change({ month })}
              />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

/** In which there are figures; the workspace’s own stands first in each month. */
function currenciesOf(data: desktop.MonthsView | undefined): string[] {
  const all = data?.months.flatMap((month) => month.figures.map(({ currency }) => currency)) ?? [];
  return [...new Set(all)];
}
