import { FunnelChart } from '../../components/charts/funnel-chart';
import { Loaded } from '../../components/loaded';
import { useFunnel } from '../../lib/api/explorer';
import { figureAlone } from '../../lib/figure';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { Notes } from './notes';
import styles from './reports.module.css';

/** How many clicks become conversions, and how far the money of these has come. */
export function FunnelAnswer({ ask }: { ask: desktop.ReportQuestion }) {
  const format = useFormat();
  const funnels = useFunnel(ask);
  const note = (step: desktop.FunnelStep, at: number, currency: string) =>
    [
      at > 0 && !step.share.missing && format.percent(step.share.text),
      !step.sales.missing && figureAlone(format, step.sales, 'money', currency),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <Loaded query={funnels} lines={8}>
      {(data) => (
        <div className={styles.charts}>
          <Notes notes={data.notes} />
          {data.funnels.map(({ currency, steps }) => (
            <FunnelChart
              key={currency}
              title={`From click to payment, sales in ${currency}`}
              note={`${format.day(data.period.from)} – ${format.day(data.period.to)}. Per cent are of the step before; amounts are sales.`}
              stages={steps.map((step, at) => ({
                label: step.label,
                value: step.count.missing ? undefined : Number(step.count.text),
                text: figureAlone(format, step.count, 'count', currency),
                note: note(step, at, currency),
              }))}
            />
          ))}
        </div>
      )}
    </Loaded>
  );
}
