import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { FormProblem } from '../../components/form-problem';
import { InlineForm } from '../../components/inline-form';
import { useCancelPayment } from '../../lib/api/payments';
import { submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';

/** Cancels a payment whose money was not sent. */
export function CancelForm({ payment, onDone }: { payment: desktop.PaymentRow; onDone: () => void }) {
  const cancel = useCancelPayment();
  const form = useForm({
    mode: 'controlled',
    initialValues: { reason: '' },
    validate: { reason: (reason) => (reason.trim() ? null : 'Enter a reason. It stays with the payment.') },
  });
  const send = form.onSubmit(async ({ reason }) => {
    if (await submit(form, cancel, { id: payment.id, reason: reason.trim() })) onDone();
  });
  return (
    <InlineForm title="Cancel payment" onSubmit={send}>
      <Stack gap={12}>
        {payment.state === 'exported' && (
          <p>
            Its file was exported. Cancel only if the file was not uploaded: money that was sent can’t be
            called back here.
          </p>
        )}
        <TextInput label="Reason" withAsterisk {...form.getInputProps('reason')} />
        <FormProblem error={cancel.error} />
        <Group gap={8} justify="flex-end">
          <Button onClick={onDone}>Back</Button>
          <Button type="submit" variant="filled" color="red" loading={cancel.isPending}>
            Cancel payment
          </Button>
        </Group>
      </Stack>
    </InlineForm>
  );
}
