import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { DayField } from '../../components/day-field';
import { Facts } from '../../components/facts';
import { SidePanel } from '../../components/side-panel';
import { useRecordReceipt } from '../../lib/api/payments';
import { usePractice } from '../../lib/api/practice';
import { useWorkspace } from '../../lib/api/workspace';
import { isZero } from '../../lib/money';
import { dayIn } from '../../lib/period';
import { submit } from '../../lib/submit';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';

interface ReceiptPanelProps {
  source: 'cj' | 'deposit';
  overview?: desktop.PaymentsOverview;
  onClose: () => void;
}

/** Records money that came in: CJ's payment, or funds of one's own. */
export function ReceiptPanel({ source, overview, onClose }: ReceiptPanelProps) {
  const workspace = useWorkspace().data;
  const { money } = useFormat();
  const record = useRecordReceipt();
  const practice = usePractice(workspace?.profile.kind === 'practice').data;
  const paid = source === 'cj' && practice && !isZero(practice.cjPaid) ? practice.cjPaid : undefined;
  const form = useForm<desktop.ReceiptForm>({
    mode: 'controlled',
    initialValues: {
      source,
      amount: '',
      day: workspace ? dayIn(workspace.timeZone, workspace.now) : '',
      reference: '',
      lockedBefore: '',
      only: [],
      except: [],
      writeOff: false,
      why: '',
    },
  });
  const send = form.onSubmit(async (values) => {
    if (await submit(form, record, values)) onClose();
  });
  const formId = 'receipt-form';
  const title = source === 'cj' ? 'Record CJ’s payment' : 'Add funds';
  return (
    <SidePanel
      title={title}
      onClose={onClose}
      problem={record.error}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="filled" loading={record.isPending}>
            {source === 'cj' ? 'Record payment' : 'Add funds'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} noValidate>
        <Stack gap={16}>
          <p className="dim">
            {source === 'cj'
              ? 'Enter what arrived on your account from CJ. It is added to the balance that members are paid from.'
              : 'Enter money of your own that you put in, to pay members before CJ has paid you.'}
          </p>
          {source === 'cj' && overview && (
            <Facts
              facts={[
                { label: 'Locked at CJ', value: <span className="num">{money(overview.cjLocked)}</span> },
              ]}
            />
          )}
          {paid && (
            <Button onClick={() => form.setFieldValue('amount', paid.text)} w="fit-content">
              Use what the practice CJ paid: {money(paid)}
            </Button>
          )}
          <TextInput
            label={`Amount (${overview?.currency ?? workspace?.currency ?? ''})`}
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
