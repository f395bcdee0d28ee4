import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { FormProblem } from '../../../components/form-problem';
import { Notice } from '../../../components/notice';
import { useUnfreeze } from '../../../lib/api/backups';
import { useSyncNow, useWorkspace } from '../../../lib/api/workspace';
import { submit } from '../../../lib/submit';
import { nothingPaid } from './backup-words';
import styles from './backups.module.css';

/** Why payments wait after a restore, and what ends that; nothing when they don't. */
export function Frozen({ reason }: { reason: string }) {
  const connected = useWorkspace().data?.connected;
  const sync = useSyncNow();
  if (!reason) return null;
  return (
    <Notice tone="warn" title="Payments wait">
      <p>{reason}</p>
      {connected ? (
        <Button loading={sync.isPending} onClick={() => sync.mutate(undefined)}>
          Sync now
        </Button>
      ) : (
        <Confirmation />
      )}
    </Notice>
  );
}

/** Without a relay nothing but the person knows whether money left since the backup. */
function Confirmation() {
  const unfreeze = useUnfreeze();
  const form = useForm({
    mode: 'controlled',
    initialValues: { confirmation: '' },
    validate: {
      confirmation: (text) =>
        text.trim().toLowerCase() === nothingPaid ? null : 'Type the sentence as it stands above.',
    },
  });
  const send = form.onSubmit(({ confirmation }) => void submit(form, unfreeze, confirmation.trim()));
  return (
    <form onSubmit={send} noValidate className={styles.confirmation}>
      <p>
        There is no relay that knows. If no member was paid since the backup was made, type:{' '}
        <strong>{nothingPaid}</strong>
      </p>
      <TextInput aria-label="Confirmation" w="100%" {...form.getInputProps('confirmation')} />
      <FormProblem error={unfreeze.error?.hasFields ? null : unfreeze.error} />
      <Button type="submit" loading={unfreeze.isPending}>
        Let payments go on
      </Button>
    </form>
  );
}
