import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { DayField } from '../../components/day-field';
import { FormProblem } from '../../components/form-problem';
import { InlineForm } from '../../components/inline-form';
import { useMarkPaid } from '../../lib/api/payments';
import { useWorkspace } from '../../lib/api/workspace';
import { dayIn } from '../../lib/period';
import { submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';

/** Records that the payment's file was executed. */
export function PaidForm({ payment, onDone }: { payment: desktop.PaymentRow; onDone: () => void }) {
  const mark = useMarkPaid();
  const workspace = useWorkspace().data;
  const form = useForm<desktop.PaidForm>({
    mode: 'controlled',
    initialValues: {
      paymentId: payment.id,
      day: workspace ? dayIn(workspace.timeZone, workspace.now) : '',
      reference: '',
    },
  });
  const send = form.onSubmit(async (values) => {
    if (await submit(form, mark, values)) onDone();
  });
  return (
    <InlineForm title="Record as paid" onSubmit={send}>
      <Stack gap={12}>
        <DayField label="Paid on" {...form.getInputProps('day')} />
        <TextInput
          label="Reference"
          description="Where the transfer is found again, such as the bank’s reference."
          data-autofocus
          {...form.getInputProps('reference')}
        />
        <FormProblem error={mark.error} />
        <Group gap={8} justify="flex-end">
          <Button onClick={onDone}>Back</Button>
          <Button type="submit" variant="filled" loading={mark.isPending}>
            Record as paid
          </Button>
        </Group>
      </Stack>
    </InlineForm>
  );
}
