import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';

import { Facts } from '../../../components/facts';
import { FormProblem } from '../../../components/form-problem';
import { InlineForm } from '../../../components/inline-form';
import { NotSynced } from '../../../components/marks';
import { SidePanel } from '../../../components/side-panel';
import { Status } from '../../../components/status';
import { useCancelReceipt } from '../../../lib/api/payments';
import { isNegative, isZero, negated } from '../../../lib/money';
import { submit } from '../../../lib/submit';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import { sourceWords } from './receipt-words';

/** One receipt: what it settled, and the way to take it back. */
export function ReceiptPanel({ receipt, onClose }: { receipt: desktop.ReceiptRow; onClose: () => void }) {
  const { money } = useFormat();
  const [cancelling, setCancelling] = useState(false);
  return (
    <SidePanel
      title={`${sourceWords(receipt)} of ${money(receipt.amount)}`}
      mark={<NotSynced synced={receipt.synced} />}
      onClose={onClose}
      footer={
        !receipt.cancelled &&
        !cancelling && <Button onClick={() => setCancelling(true)}>Cancel receipt…</Button>
      }
    >
      {cancelling && <CancelForm receipt={receipt} onDone={() => setCancelling(false)} />}
      <ReceiptFacts receipt={receipt} />
    </SidePanel>
  );
}

function ReceiptFacts({ receipt }: { receipt: desktop.ReceiptRow }) {
  const { money, day, dateTime, count, sentence } = useFormat();
  const { difference, cancelled } = receipt;
  const settled = receipt.source === 'cj' && !cancelled;
  return (
    <Facts
      facts={[
        { label: 'State', value: <Status of={cancelled ? 'receipt:cancelled' : 'receipt:counts'} /> },
        ...(cancelled
          ? [
              { label: 'Cancelled because', value: receipt.cancelReason },
              {
                label: 'Cancelled by',
                value: [receipt.cancelledBy, receipt.cancelledAt && dateTime(receipt.cancelledAt)]
                  .filter(Boolean)
                  .join(', '),
              },
            ]
          : []),
        { label: 'Amount', value: <span className="num">{money(receipt.amount)}</span> },
        { label: 'Received on', value: day(receipt.day) },
        ...(receipt.reference ? [{ label: 'Reference', value: receipt.reference }] : []),
        ...(settled
          ? [
              { label: 'Sales it settled', value: count(receipt.sales) },
              { label: 'Expected', value: <span className="num">{money(receipt.expected)}</span> },
            ]
          : []),
        ...(settled && !isZero(difference)
          ? [
              {
                label: isNegative(difference) ? 'Short by' : 'More by',
                value: (
                  <span className="num">
                    {money(isNegative(difference) ? negated(difference) : difference)}
                  </span>
                ),
              },
            ]
          : []),
        ...(receipt.why ? [{ label: 'Why', value: sentence(receipt.why) }] : []),
      ]}
    />
  );
}

function CancelForm({ receipt, onDone }: { receipt: desktop.ReceiptRow; onDone: () => void }) {
  const cancel = useCancelReceipt();
  const form = useForm({
    mode: 'controlled',
    initialValues: { reason: '' },
    validate: { reason: (reason) => (reason.trim() ? null : 'Enter a reason. It stays with the receipt.') },
  });
  const send = form.onSubmit(async ({ reason }) => {
    if (await submit(form, cancel, { id: receipt.id, reason: reason.trim() })) onDone();
  });
  return (
    <InlineForm title="Cancel receipt" onSubmit={send}>
      <Stack gap={12}>
        <p>
          For a receipt that was typed wrong or never came. Its amount leaves the balance today
          {receipt.source === 'cj' && ', and CJ owes what it settled again'}. Then record it anew, with the
          same reference if you like.
        </p>
        <TextInput
          label="Reason"
          placeholder="Such as: typed 2,000.00 for 20.00"
          withAsterisk
          autoFocus
          {...form.getInputProps('reason')}
        />
        <FormProblem error={cancel.error?.hasFields ? null : cancel.error} />
        <Group gap={8} justify="flex-end">
          <Button onClick={onDone}>Back</Button>
          <Button type="submit" variant="filled" color="red" loading={cancel.isPending}>
            Cancel receipt
          </Button>
        </Group>
      </Stack>
    </InlineForm>
  );
}
