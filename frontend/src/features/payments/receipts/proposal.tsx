import { Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { UseQueryResult } from '@tanstack/react-query';

import { Facts } from '../../../components/facts';
import { Notice } from '../../../components/notice';
import { Problem } from '../../../components/problem';
import { Section } from '../../../components/section';
import { toAppError } from '../../../lib/app-error';
import { isNegative, isZero, negated } from '../../../lib/money';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import { DifferenceFields } from './difference-fields';
import { ProposalSales } from './proposal-sales';

interface ProposalProps {
  form: UseFormReturnType<desktop.ReceiptForm>;
  query: UseQueryResult<desktop.ReceiptProposal>;
  /** The commissions that a file named are not what the payment is for. */
  onAllInstead: () => void;
}

/** What the payment settles, what that should come to, and what to do about a difference. */
export function Proposal({ form, query, onAllInstead }: ProposalProps) {
  const { money, sentence } = useFormat();
  const asked = form.values.amount.trim() !== '';
  const proposal = query.data;
  // What is wrong with a field is said there when the form is sent.
  const broken = query.isError && !toAppError(query.error).hasFields;
  return (
    <Section title="What it settles">
      {broken && <Problem error={query.error} onRetry={() => void query.refetch()} />}
      {!proposal && !broken && (
        <span className="dim">Enter the amount to see which sales the payment is for.</span>
      )}
      {proposal?.known && (
        <Notice tone="warn" title="This payment is recorded already">
          <p>{sentence(proposal.known)}</p>
        </Notice>
      )}
      {proposal && (
        <Stack gap={12}>
          <p>{sentence(proposal.words)}</p>
          <Facts
            facts={[
              { label: 'Expected', value: <span className="num">{money(proposal.expected)}</span> },
              ...(isZero(proposal.unexplained)
                ? []
                : [
                    {
                      label: 'Unexplained',
                      value: <span className="num">{money(proposal.unexplained)}</span>,
                    },
                  ]),
              ...(asked ? [{ label: 'Difference', value: <Difference amount={proposal.difference} /> }] : []),
            ]}
          />
          {asked && !isZero(proposal.difference) && (
            <DifferenceFields form={form} short={isNegative(proposal.difference)} />
          )}
          <ProposalSales form={form} proposal={proposal} onAllInstead={onAllInstead} />
        </Stack>
      )}
    </Section>
  );
}

function Difference({ amount }: { amount: desktop.Money }) {
  const { money } = useFormat();
  if (isZero(amount)) return <span className="dim">none</span>;
  return (
    <span className="num">
      {isNegative(amount)
        ? `${money(negated(amount))} less than expected`
        : `${money(amount)} more than expected`}
    </span>
  );
}
