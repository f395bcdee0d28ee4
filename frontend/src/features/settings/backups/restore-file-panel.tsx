import { Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';

import { SidePanel } from '../../../components/side-panel';
import { useRestoreFile } from '../../../lib/api/backups';
import { submit } from '../../../lib/submit';
import { RestoreWarning } from './restore-warning';

const formId = 'restore-file-form';

/** Restores from a backup file of anywhere, such as the one of a computer that is gone. */
export function RestoreFilePanel({ onClose }: { onClose: () => void }) {
  const restore = useRestoreFile();
  const form = useForm({ mode: 'controlled', initialValues: { recoveryKey: '' } });
  const send = form.onSubmit(async ({ recoveryKey }) => {
    if (await submit(form, restore, recoveryKey.trim())) onClose();
  });
  return (
    <SidePanel
      title="Restore from a file"
      onClose={onClose}
      problem={restore.error}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="filled" loading={restore.isPending}>
            Choose the file and restore
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} noValidate>
        <Stack gap={16}>
          <RestoreWarning from="a backup file" />
          <PasswordInput
            label="Recovery key"
            description="From the print. Leave it empty for a backup that this computer made."
            data-autofocus
            {...form.getInputProps('recoveryKey')}
          />
        </Stack>
      </form>
    </SidePanel>
  );
}
