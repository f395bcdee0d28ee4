import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';

import { Facts } from '../../components/facts';
import { FormProblem } from '../../components/form-problem';
import { InlineForm } from '../../components/inline-form';
import { NotSynced } from '../../components/marks';
import { SidePanel } from '../../components/side-panel';
import { Status } from '../../components/status';
import { useCancelAdjustment } from '../../lib/api/books';
import { submit } from '../../lib/submit';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { kindWords, stateOf } from './adjustment-words';

interface AdjustmentPanelProps {
  adjustment: desktop.AdjustmentRow;
  onClose: () => void;
}

/** One bonus or correction, and the way to cancel it while it was not paid. */
export function AdjustmentPanel({ adjustment, onClose }: AdjustmentPanelProps) {
  const { money, day } = useFormat();
  const [cancelling, setCancelling] = useState(false);
  const state = stateOf(adjustment);
  const kind = kindWords[adjustment.kind] ?? adjustment.kind;
  return (
    <SidePanel
      title={`${kind} of ${money(adjustment.amount)}`}
      mark={<NotSynced synced={adjustment.synced} />}
      onClose={onClose}
      footer={
        state === 'owed' && !cancelling && <Button onClick={() => setCancelling(true)}>Cancel it…</Button>
      }
    >
      {cancelling && <CancelForm adjustment={adjustment} onDone={() => setCancelling(false)} />}
      <Facts
        facts={[
          { label: 'State', value: <Status of={`adjustment:${state}`} /> },
          { label: 'Member', value: adjustment.memberName },
          { label: 'Day', value: day(adjustment.day) },
          { label: 'Reason', value: adjustment.reason },
          ...(adjustment.cancelReason
            ? [{ label: 'Cancelled because', value: adjustment.cancelReason }]
            : []),
        ]}
      />
    </SidePanel>
  );
}

function CancelForm({ adjustment, onDone }: { adjustment: desktop.AdjustmentRow; onDone: () => void }) {
  const cancel = useCancelAdjustment();
  const form = useForm({
    mode: 'controlled',
    initialValues: { reason: '' },
    validate: { reason: (reason) => (reason.trim() ? null : 'Enter a reason. It stays with it.') },
  });
  const send = form.onSubmit(async ({ reason }) => {
    if (await submit(form, cancel, { id: adjustment.id, reason: reason.trim() })) onDone();
  });
  return (
    <InlineForm title="Cancel it" onSubmit={send}>
      <Stack gap={12}>
        <TextInput label="Reason" withAsterisk autoFocus {...form.getInputProps('reason')} />
        <FormProblem error={cancel.error?.hasFields ? null : cancel.error} />
        <Group gap={8} justify="flex-end">
          <Button onClick={onDone}>Back</Button>
          <Button type="submit" variant="filled" color="red" loading={cancel.isPending}>
            Cancel {kindWords[adjustment.kind]?.toLowerCase()}
          </Button>
        </Group>
      </Stack>
    </InlineForm>
  );
}
