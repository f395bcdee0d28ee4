import { Sparkline } from '../../components/charts/sparkline';
import { Term } from '../../components/term';
import { Why, type WhyOf } from '../../components/why';
import { changeText, figureAlone } from '../../lib/figure';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './kpis.module.css';

/** What the trend of a period is by, in a sentence. */
const each: Readonly<Record<string, string>> = { day: 'each day', week: 'each week', month: 'each month' };

interface KpisProps {
  home: desktop.HomeView;
  currency: string;
}

/** The key figures of the period in one currency, each with the period before and how it went. */
export function Kpis({ home, currency }: KpisProps) {
  const of = home.currencies.find((one) => one.currency === currency);
  return (
    <dl className={styles.strip} aria-label="Totals">
      {of?.kpis.map((kpi) => (
        <Kpi key={kpi.measure.id} kpi={kpi} home={home} currency={currency} />
      ))}
    </dl>
  );
}

function Kpi({ kpi, home, currency }: KpisProps & { kpi: desktop.KPIView }) {
  const format = useFormat();
  const { measure, cell, trend, trendBefore } = kpi;
  const text = figureAlone(format, cell.value, measure.unit, currency);
  const why: WhyOf = {
    question: home.question,
    cell: { currency, row: [], column: '', oneColumn: false, measure: measure.id, before: false },
  };
  const missing = cell.value.missing !== '';
  return (
    <div className={styles.kpi}>
      <dt>
        <Term explanation={measure.explanation}>{measure.label}</Term>
      </dt>
      <dd>
        <span className={styles.value} data-missing={missing || undefined}>
          <Why of={why} name={measure.label}>
            {missing ? '–' : text}
          </Why>
        </span>
        {home.compared.from && <Before kpi={kpi} currency={currency} />}
        {trend.length > 1 && (
          <span className={styles.trend} title={`${measure.label} ${each[home.bucket] ?? ''}`}>
            <Sparkline values={numbers(trend)} before={numbers(trendBefore)} />
          </span>
        )}
      </dd>
    </div>
  );
}

/** The figure of the period before, and by how much this one differs. */
function Before({ kpi: { cell, measure }, currency }: { kpi: desktop.KPIView; currency: string }) {
  const format = useFormat();
  if (cell.before.missing) return null;
  const change = changeText(format, cell.change, measure.unit);
  return (
    <small>
      {change && <b>{change}</b>} before {figureAlone(format, cell.before, measure.unit, currency)}
    </small>
  );
}

function numbers(figures: readonly desktop.Figure[]): (number | undefined)[] {
  return figures.map((figure) => (figure.missing ? undefined : Number(figure.text)));
}
