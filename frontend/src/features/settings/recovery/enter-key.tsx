import { Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { FormProblem } from '../../../components/form-problem';
import { Notice } from '../../../components/notice';
import { useEnterRecoveryKey } from '../../../lib/api/recovery';
import { submit } from '../../../lib/submit';
import styles from '../settings.module.css';

/** Lets a device go on that was left out when the workspace's keys were changed. */
export function EnterKey() {
  const enter = useEnterRecoveryKey();
  const form = useForm({
    mode: 'controlled',
    initialValues: { recoveryKey: '' },
    validate: { recoveryKey: (text) => (text.trim() ? null : 'Type the key from the newest print.') },
  });
  const send = form.onSubmit(({ recoveryKey }) => void submit(form, enter, recoveryKey.trim()));
  return (
    <Notice tone="bad" title="This device needs the recovery key">
      <p>
        The workspace’s keys were changed before this device was known, so it can’t read what was written
        since. Type the key from the newest print, or show it on the device that made it.
      </p>
      <form onSubmit={send} noValidate className={styles.wide}>
        <PasswordInput label="Recovery key" mb={8} {...form.getInputProps('recoveryKey')} />
        <FormProblem error={enter.error?.hasFields ? null : enter.error} />
        <Button type="submit" variant="filled" mt={8} loading={enter.isPending}>
          Go on with this key
        </Button>
      </form>
    </Notice>
  );
}
