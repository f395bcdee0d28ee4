import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { FormProblem } from '../../../components/form-problem';
import { Notice } from '../../../components/notice';
import { useUnfreeze } from '../../../lib/api/backups';
import { useSyncNow } from '../../../lib/api/workspace';
import { submit } from '../../../lib/submit';
import type { desktop } from '../../../wailsjs/go/models';
import styles from './backups.module.css';

/** Why payments wait after a restore, and what ends that; nothing when they don't. */
export function Frozen({ backups }: { backups: desktop.BackupsView }) {
  const sync = useSyncNow();
  if (!backups.frozen) return null;
  return (
    <Notice tone="warn" title="Payments wait">
      <p>{backups.frozen}</p>
      {backups.confirmation ? (
        <Confirmation phrase={backups.confirmation} />
      ) : (
        <Button loading={sync.isPending} onClick={() => sync.mutate(undefined)}>
          Sync now
        </Button>
      )}
    </Notice>
  );
}

/** Without a relay nothing but the person knows whether money left since the backup. */
function Confirmation({ phrase }: { phrase: string }) {
  const unfreeze = useUnfreeze();
  const form = useForm({ mode: 'controlled', initialValues: { confirmation: '' } });
  const send = form.onSubmit(({ confirmation }) => void submit(form, unfreeze, confirmation));
  return (
    <form onSubmit={send} noValidate className={styles.confirmation}>
      <p>
        If you know that no member was paid since the backup was made, type: <strong>{phrase}</strong>
      </p>
      <TextInput aria-label="Confirmation" w="100%" {...form.getInputProps('confirmation')} />
      <FormProblem error={unfreeze.error?.hasFields ? null : unfreeze.error} />
      <Button type="submit" loading={unfreeze.isPending}>
        Let payments go on
      </Button>
    </form>
  );
}
