import { Button, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { DayField } from '../../components/day-field';
import { SidePanel } from '../../components/side-panel';
import { useAdjust } from '../../lib/api/books';
import { useWorkspace } from '../../lib/api/workspace';
import { dayIn } from '../../lib/period';
import { submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';

interface AdjustPanelProps {
  memberId: string;
  memberName: string;
  onClose: () => void;
}

const formId = 'adjust-form';

/** Gives a member a bonus, or corrects what they are owed. */
export function AdjustPanel({ memberId, memberName, onClose }: AdjustPanelProps) {
  const adjust = useAdjust();
  const workspace = useWorkspace().data;
  const form = useForm<desktop.AdjustmentForm>({
    mode: 'controlled',
    initialValues: {
      memberId,
      kind: 'bonus',
      amount: '',
      day: workspace ? dayIn(workspace.timeZone, workspace.now) : '',
      reason: '',
    },
    validate: { reason: (reason) => (reason.trim() ? null : 'Enter a reason. It stands on the statement.') },
  });
  const correction = form.values.kind === 'correction';
  const send = form.onSubmit(async (values) => {
    const trimmed = { ...values, amount: values.amount.trim(), reason: values.reason.trim() };
    if (await submit(form, adjust, trimmed)) onClose();
  });
  return (
    <SidePanel
      title={`Bonus or correction for ${memberName}`}
      onClose={onClose}
      problem={adjust.error}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="filled" loading={adjust.isPending}>
            {correction ? 'Save correction' : 'Give bonus'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} noValidate>
        <Stack gap={16}>
          <SegmentedControl
            aria-label="What it is"
            data={[
              { value: 'bonus', label: 'Bonus' },
              { value: 'correction', label: 'Correction' },
            ]}
            {...form.getInputProps('kind')}
          />
          <p className="dim">
            {correction
              ? 'Changes what you owe the member. With a minus in front, it is taken off the next payment.'
              : 'Something extra that belongs to no sale. It is owed at once and goes out with the next payment.'}
          </p>
          <TextInput
            label={`Amount (${workspace?.currency ?? ''})`}
            inputMode="decimal"
            placeholder={correction ? '-3.00' : '25.00'}
            withAsterisk
            data-autofocus
            {...form.getInputProps('amount')}
          />
          <DayField label="Day" {...form.getInputProps('day')} />
          <TextInput
            label="Reason"
            description="It stands on the statement."
            withAsterisk
            {...form.getInputProps('reason')}
          />
        </Stack>
      </form>
    </SidePanel>
  );
}
