import { Button, Checkbox } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';

import { DayField } from '../../../components/day-field';
import { Fold } from '../../../components/fold';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import styles from './proposal-sales.module.css';

interface ProposalSalesProps {
  form: UseFormReturnType<desktop.ReceiptForm>;
  proposal: desktop.ReceiptProposal;
  onAllInstead: () => void;
}

/** The sales that the payment is for, to take some out. */
export function ProposalSales({ form, proposal, onAllInstead }: ProposalSalesProps) {
  const { count, amount, day } = useFormat();
  const { only, except } = form.values;
  const toggle = (id: string) =>
    form.setFieldValue('except', except.includes(id) ? except.filter((one) => one !== id) : [...except, id]);
  const none = proposal.sales === 0;
  const title = none ? 'No sale' : proposal.sales === 1 ? '1 sale' : `${count(proposal.sales)} sales`;
  return (
    <Fold title={title} note={none ? 'choose another day' : 'take out what it is not for'} open={false}>
      {only.length > 0 ? (
        <div className={styles.file}>
          <span>Only the {count(only.length)} commissions that the file names.</span>
          <Button size="compact-xs" onClick={onAllInstead}>
            All that have locked instead
          </Button>
        </div>
      ) : (
        <DayField
          label="Locked before"
          description={`Empty: as CJ’s payday has it${proposal.lockedTo ? `, up to ${day(proposal.lockedTo)}` : ''}.`}
          optional
          {...form.getInputProps('lockedBefore')}
        />
      )}
      <ul className={styles.sales}>
        {proposal.rows.map((row) => (
          <li key={row.conversionId}>
            <Checkbox
              checked={!except.includes(row.conversionId)}
              onChange={() => toggle(row.conversionId)}
              label={row.orderId || 'No order id'}
              description={[row.memberName || 'No member', `locked ${day(row.lockedOn)}`].join(' · ')}
            />
            <span className="num">{amount(row.commission)}</span>
          </li>
        ))}
      </ul>
      {proposal.more > 0 && <p className="dim">and {count(proposal.more)} more sales</p>}
    </Fold>
  );
}
