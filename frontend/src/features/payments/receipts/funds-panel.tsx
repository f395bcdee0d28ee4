import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { DayField } from '../../../components/day-field';
import { SidePanel } from '../../../components/side-panel';
import { useRecordReceipt } from '../../../lib/api/payments';
import { useWorkspace } from '../../../lib/api/workspace';
import { submit } from '../../../lib/submit';
import type { desktop } from '../../../wailsjs/go/models';
import { emptyReceipt } from './empty-receipt';

const formId = 'funds-form';

/** Records money of one's own that was put in. */
export function FundsPanel({ currency, onClose }: { currency: string; onClose: () => void }) {
  const workspace = useWorkspace().data;
  const record = useRecordReceipt();
  const form = useForm<desktop.ReceiptForm>({
    mode: 'controlled',
    initialValues: emptyReceipt('deposit', workspace),
  });
  const send = form.onSubmit(async (values) => {
    if (await submit(form, record, values)) onClose();
  });
  return (
    <SidePanel
      title="Add funds"
      onClose={onClose}
      problem={record.error}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="filled" loading={record.isPending}>
            Add funds
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} noValidate>
        <Stack gap={16}>
          <p className="dim">
            Enter money of your own that you put in, to pay members before CJ has paid you.
          </p>
          <TextInput
            label={`Amount (${currency})`}
            inputMode="decimal"
            placeholder="250.00"
            withAsterisk
            data-autofocus
            {...form.getInputProps('amount')}
          />
          <DayField label="Received on" {...form.getInputProps('day')} />
          <TextInput
            label="Reference"
            description="Such as the number on the bank statement."
            {...form.getInputProps('reference')}
          />
        </Stack>
      </form>
    </SidePanel>
  );
}
