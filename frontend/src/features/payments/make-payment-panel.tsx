import { Button } from '@mantine/core';
import { useState } from 'react';

import { Loaded } from '../../components/loaded';
import { SidePanel } from '../../components/side-panel';
import { useMakePayment, usePaymentPlan } from '../../lib/api/payments';
import { compareMoney, sumMoney } from '../../lib/money';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { PlanLines } from './plan-lines';
import { PlanReview } from './plan-review';
import { Stopped } from './stopped';

interface MakePaymentPanelProps {
  onMade: (id: string) => void;
  onClose: () => void;
}

/** Make a Payment: choose the members, review, make it. */
export function MakePaymentPanel({ onMade, onClose }: MakePaymentPanelProps) {
  const plan = usePaymentPlan();
  const make = useMakePayment();
  const { money } = useFormat();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [reviewing, setReviewing] = useState(false);

  // Everybody who can be paid is in, until left out.
  const chosen = (plan.data?.lines ?? []).filter((line) => !line.blocked && !left.has(line.memberId));
  const total =
    plan.data &&
    sumMoney(
      chosen.map((line) => line.amount),
      plan.data.total,
    );
  const short = plan.data !== undefined && total !== undefined && compareMoney(total, plan.data.balance) > 0;
  const payable = chosen.length > 0 && !short && plan.data?.stopped === '';
  const send = () =>
    make.mutate(
      chosen.map((line) => line.memberId),
      { onSuccess: (payment) => onMade(payment.row.id) },
    );

  return (
    <SidePanel
      title={reviewing ? 'Review the payment' : 'Make a Payment'}
      onClose={onClose}
      problem={make.error}
      footer={
        reviewing ? (
          <>
            <Button onClick={() => setReviewing(false)}>Back</Button>
            <Button variant="filled" loading={make.isPending} disabled={!payable} onClick={send}>
              Make payment of {total && money(total)}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="filled" disabled={!payable} onClick={() => setReviewing(true)}>
              {reviewWords(chosen.length)}
            </Button>
          </>
        )
      }
    >
      <Loaded query={plan}>
        {(data: desktop.PaymentPlan) => (
          <>
            <Stopped reason={data.stopped} />
            {reviewing && total ? (
              <PlanReview plan={data} lines={chosen} total={total} />
            ) : (
              <PlanLines plan={data} left={left} onLeave={setLeft} total={total} short={short} />
            )}
          </>
        )}
      </Loaded>
    </SidePanel>
  );
}

function reviewWords(members: number): string {
  if (members === 0) return 'Review';
  return members === 1 ? 'Review 1 member' : `Review ${members} members`;
}
