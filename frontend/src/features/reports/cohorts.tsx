import { HeatMapChart } from '../../components/charts/heat-map-chart';
import { Empty } from '../../components/empty';
import { Loaded } from '../../components/loaded';
import { useCohorts } from '../../lib/api/explorer';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './reports.module.css';

/** Members by the month of their first conversion: how many of them sold again, month after month. */
export function Cohorts({ ask }: { ask: desktop.ReportQuestion }) {
  const format = useFormat();
  const cohorts = useCohorts(ask);
  const known = (list: readonly desktop.CohortsView[]) => list.filter(({ rows }) => rows.length > 0);
  return (
    <Loaded query={cohorts} lines={8}>
      {(list) => (
        <div className={styles.charts}>
          {known(list).length === 0 && <Empty>No member had a first conversion on these days.</Empty>}
          {known(list).map(({ currency, rows }) => {
            const months = Math.max(...rows.map((row) => row.months.length));
            return (
              <HeatMapChart
                key={currency}
                title={`Members who sold again, in ${currency}`}
                note="Each line is the members whose first conversion came in that month; the columns count months from then on."
                across="Months after"
                down="First conversion in"
                columns={Array.from({ length: months }, (_, month) => `+${month}`)}
                rows={rows.map(
                  ({ month, members }) => `${format.month(month.id)} (${format.count(members)})`,
                )}
                cells={rows.map((row) =>
                  row.months.map((cell) => ({
                    value: cell.share.missing ? undefined : Number(cell.share.text),
                    text: `${format.count(cell.active)} of ${format.count(row.members)} members (${format.percent(cell.share.text)}), ${format.count(cell.conversions)} conversions, ${format.money(cell.sales)}`,
                  })),
                )}
                short={(share) => `${Math.round(share)}%`}
              />
            );
          })}
        </div>
      )}
    </Loaded>
  );
}
