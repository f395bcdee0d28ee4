import { Term } from '../../components/term';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './balances.module.css';

interface Figure {
  label: string;
  explanation: string;
  value: string;
}

/** The money, from CJ's side at the left to the members' at the right. */
export function Balances({ overview }: { overview: desktop.PaymentsOverview }) {
  const { money, day } = useFormat();
  const figures: Figure[] = [
    {
      label: 'Balance',
      explanation:
        'What you can pay from: payments received from CJ and funds you added, less what was paid.',
      value: money(overview.balance),
    },
    {
      label: 'Payments due',
      explanation: 'Members earned it and CJ locked it; not yet paid.',
      value: money(overview.due),
    },
    {
      label: 'Payable now',
      explanation: 'The part of what is due that a payment can include today.',
      value: money(overview.payableNow),
    },
    {
      label: 'In payment',
      explanation: 'In payments that were made and are not yet recorded as paid.',
      value: money(overview.inPayment),
    },
    {
      label: 'Paid to members',
      explanation: 'All payments recorded as paid.',
      value: money(overview.paidTotal),
    },
    {
      label: 'CJ pending',
      explanation: 'Commissions that CJ lists and has not locked; the brand can still correct them.',
      value: money(overview.cjPending),
    },
    {
      label: 'CJ locked',
      explanation: 'Commissions that are final: CJ will pay them.',
      value: money(overview.cjLocked),
    },
    {
      label: 'Next lock',
      explanation: 'The next day on which CJ locks open sales.',
      value: overview.nextLock ? day(overview.nextLock) : '–',
    },
    {
      label: 'Next payday',
      explanation: 'When CJ is expected to pay locked commissions: it pays on the 1st of the month.',
      value: overview.nextPayDay ? day(overview.nextPayDay) : '–',
    },
  ];
  const [members, cj] = [figures.slice(0, 5), figures.slice(5)];
  return (
    <div className={styles.balances}>
      <FigureRow label="Your members" figures={members} />
      <FigureRow label="CJ" figures={cj} />
    </div>
  );
}

function FigureRow({ label, figures }: { label: string; figures: Figure[] }) {
  return (
    <dl className={styles.row} aria-label={label}>
      {figures.map((figure) => (
        <div key={figure.label} className={styles.figure}>
          <dt>
            <Term explanation={figure.explanation}>{figure.label}</Term>
          </dt>
          <dd>{figure.value}</dd>
        </div>
      ))}
    </dl>
  );
}
