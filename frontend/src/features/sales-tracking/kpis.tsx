import { Term } from '../../components/term';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './kpis.module.css';

interface Kpi {
  label: string;
  explanation: string;
  value: string;
  note?: string;
}

/** The totals of the period in one currency, in two rows: what was brought, what is owed. */
export function Kpis({ totals }: { totals: desktop.SalesTotals }) {
  const { count, money } = useFormat();
  const kpis: Kpi[] = [
    {
      label: 'Sales',
      explanation:
        'What shoppers bought through member links, without tax and shipping. CJ’s amount replaces the reported one.',
      value: money(totals.sales),
    },
    {
      label: 'Sales per member',
      explanation: 'Sales divided by the members who had at least one conversion.',
      value: money(totals.salesPerMember),
    },
    {
      label: 'Conversions',
      explanation: 'Results credited to a member, such as a purchase. Test traffic is left out.',
      value: count(totals.conversions),
    },
    {
      label: 'Clicks',
      explanation:
        'All clicks on member links. Unique counts a visitor once a day on each link; bots are left out.',
      value: count(totals.clicks),
      note: `${count(totals.uniqueClicks)} unique`,
    },
    {
      label: 'Members',
      explanation: 'Members in this programme, also those without a click in this period.',
      value: count(totals.members),
    },
    {
      label: 'Payouts earned',
      explanation: 'What members earned on their conversions, by each offer’s Payout Option.',
      value: money(totals.earned),
    },
    {
      label: 'Payouts per member',
      explanation: 'Payouts earned divided by the members who had at least one conversion.',
      value: money(totals.earnedPerMember),
    },
    {
      label: 'Payments due',
      explanation: 'Earned, locked at CJ, and not yet paid to the members.',
      value: money(totals.due),
    },
    {
      label: 'Members due',
      explanation: 'Members to whom a payment is due.',
      value: count(totals.membersDue),
    },
    {
      label: 'Members with conversions',
      explanation: 'Members with at least one conversion in this period.',
      value: count(totals.membersWithConversions),
    },
  ];
  return (
    <dl className={styles.strip} aria-label="Totals">
      {kpis.map((kpi) => (
        <div key={kpi.label} className={styles.kpi}>
          <dt>
            <Term explanation={kpi.explanation}>{kpi.label}</Term>
          </dt>
          <dd>
            {kpi.value}
            {kpi.note && <small>{kpi.note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
