import { Button, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';

import { DayField } from '../../../components/day-field';
import { FormProblem } from '../../../components/form-problem';
import { SidePanel } from '../../../components/side-panel';
import { useOpenPaymentFile, useProposal } from '../../../lib/api/cash';
import { useRecordReceipt } from '../../../lib/api/payments';
import { usePractice } from '../../../lib/api/practice';
import { useWorkspace } from '../../../lib/api/workspace';
import { isZero } from '../../../lib/money';
import { submit } from '../../../lib/submit';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import { emptyReceipt } from './empty-receipt';
import { FileLines } from './file-lines';
import { PaymentFile } from './payment-file';
import { Proposal } from './proposal';

const formId = 'cj-receipt-form';
const debounceMs = 250;

/** Records what CJ paid: by hand or from a file, with what it settles said before it is saved. */
export function CJReceiptPanel({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace().data;
  const record = useRecordReceipt();
  const [file, setFile] = useState<desktop.TableView>();
  const [read, setRead] = useState<desktop.PaymentFileRead>();
  const [leaveOut, setLeaveOut] = useState(false);
  const form = useForm<desktop.ReceiptForm>({
    mode: 'controlled',
    initialValues: emptyReceipt('cj', workspace),
  });
  const [settled] = useDebouncedValue(form.values, debounceMs);
  const proposal = useProposal(settled);
  const send = form.onSubmit(async (values) => {
    if (await submit(form, record, values)) onClose();
  });
  const forget = () => {
    form.setValues({ only: [], except: [], lockedBefore: '', unexplained: '' });
    setRead(undefined);
  };
  const undecided = read !== undefined && read.leftOut > 0 && !leaveOut;
  if (file) {
    return (
      <SidePanel key="file" wide title="What the file says" onClose={onClose}>
        <PaymentFile
          file={file}
          onRead={(now) => {
            const { amount, day, reference, only, except, lockedBefore, unexplained } = now.form;
            form.setValues({
              ...{ amount, only, except, lockedBefore, unexplained },
              ...(day && { day }),
              ...(reference && { reference }),
            });
            setRead(now);
            setLeaveOut(false);
            setFile(undefined);
          }}
          onBack={() => setFile(undefined)}
        />
      </SidePanel>
    );
  }
  return (
    <SidePanel
      key="form"
      wide
      title="Record CJ’s payment"
      onClose={onClose}
      problem={record.error}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={formId}
            variant="filled"
            loading={record.isPending}
            disabled={undecided || (proposal.data !== undefined && proposal.data.known !== '')}
          >
            Record payment
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} noValidate>
        <Stack gap={16}>
          <p className="dim">
            Enter what arrived on your account from CJ. It is added to the balance that members are paid from,
            and the sales that it is for count as paid by CJ.
          </p>
          <Sources onAmount={(amount) => form.setFieldValue('amount', amount)} onFile={setFile} />
          <SimpleGrid cols={2} spacing={12}>
            <TextInput
              label={`Amount (${workspace?.currency ?? ''})`}
              inputMode="decimal"
              placeholder="250.00"
              withAsterisk
              data-autofocus
              {...form.getInputProps('amount')}
            />
            <DayField label="Received on" {...form.getInputProps('day')} />
          </SimpleGrid>
          <TextInput
            label="Reference"
            description="Such as the number on the bank statement. The same payment is then never recorded twice."
            {...form.getInputProps('reference')}
          />
          {read && <FileLines file={read} leaveOut={leaveOut} onLeaveOut={setLeaveOut} onForget={forget} />}
          <Proposal form={form} query={proposal} onAllInstead={forget} />
        </Stack>
      </form>
    </SidePanel>
  );
}

interface SourcesProps {
  onAmount: (amount: string) => void;
  onFile: (file: desktop.TableView) => void;
}

/** Where the amount can come from, other than a person. */
function Sources({ onAmount, onFile }: SourcesProps) {
  const practising = useWorkspace().data?.profile.kind === 'practice';
  const practice = usePractice(practising).data;
  const { money } = useFormat();
  const open = useOpenPaymentFile();
  const choose = () => open.mutate(undefined, { onSuccess: (file) => !file.cancelled && onFile(file) });
  return (
    <Stack gap={8} align="flex-start">
      {practising && practice && !isZero(practice.cjPaid) && (
        <Button onClick={() => onAmount(practice.cjPaid.text)}>
          Use what the practice CJ paid: {money(practice.cjPaid)}
        </Button>
      )}
      <Button loading={open.isPending} onClick={choose}>
        Read it from a CSV file…
      </Button>
      <FormProblem error={open.error} />
    </Stack>
  );
}
