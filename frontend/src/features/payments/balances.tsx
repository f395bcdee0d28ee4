import { type Figure, Figures } from '../../components/figures';
import { useCashSettings } from '../../lib/api/cash';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { payDayWords } from './pay-day-words';

/** The money, from CJ's side at the left to the members' at the right. */
export function Balances({ overview }: { overview: desktop.PaymentsOverview }) {
  const { money, day } = useFormat();
  const settings = useCashSettings().data;
  const why = (books: 'balance' | 'due' | 'cj_pending' | 'cj_locked') => ({
    books,
    currency: overview.currency,
  });
  const figures: Figure[] = [
    {
      label: 'Balance',
      explanation:
        'What you can pay from: payments received from CJ and funds you added, less what was paid.',
      value: money(overview.balance),
      why: why('balance'),
    },
    {
      label: 'Payments due',
      explanation: 'Members earned it and CJ locked it; not yet paid.',
      value: money(overview.due),
      why: why('due'),
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
      why: why('cj_pending'),
    },
    {
      label: 'CJ locked',
      explanation: 'Commissions that are final: CJ will pay them.',
      value: money(overview.cjLocked),
      why: why('cj_locked'),
    },
    {
      label: 'Next lock',
      explanation: 'The next day on which CJ locks open sales.',
      value: overview.nextLock ? day(overview.nextLock) : '–',
    },
    {
      label: 'Next payday',
      explanation: `When CJ is expected to pay what has locked. ${payDayWords(settings)}`,
      value: overview.nextPayDay ? day(overview.nextPayDay) : '–',
    },
  ];
  const [members, cj] = [figures.slice(0, 5), figures.slice(5)];
  return (
    <Figures
      rows={[
        { label: 'Your members', figures: members },
        { label: 'CJ', figures: cj },
      ]}
    />
  );
}
