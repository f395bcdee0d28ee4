import { Term } from '../../components/term';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './statement-table.module.css';

/** The figures of a statement: opening, plus earned, less paid, is closing. */
export function StatementFigures({ statement }: { statement: desktop.StatementCurrency }) {
  const { money } = useFormat();
  const figures = [
    { label: 'Opening', explanation: 'Owed to the member before the period.', value: statement.opening },
    { label: 'Earned', explanation: 'Became owed in the period.', value: statement.earned },
    { label: 'Paid', explanation: 'Went out in the period.', value: statement.paid },
    {
      label: 'Closing',
      explanation: 'Owed at the end of the period: opening, plus earned, less paid.',
      value: statement.closing,
    },
    {
      label: 'Pending',
      explanation: 'Earned, and not owed yet: CJ has not locked the sales.',
      value: statement.pending,
    },
  ];
  return (
    <dl className={styles.figures}>
      {figures.map((figure) => (
        <div key={figure.label} className={styles.figure}>
          <dt>
            <Term explanation={figure.explanation}>{figure.label}</Term>
          </dt>
          <dd>{money(figure.value)}</dd>
        </div>
      ))}
    </dl>
  );
}
