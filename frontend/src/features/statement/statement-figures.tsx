import { Figures } from '../../components/figures';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';

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
    <Figures
      rows={[
        {
          label: 'Figures of the period',
          figures: figures.map((figure) => ({ ...figure, value: money(figure.value) })),
        },
      ]}
    />
  );
}
