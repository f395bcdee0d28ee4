import { Button, Group, PasswordInput, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';

import { FormProblem } from '../../../components/form-problem';
import { useCheckConnection, useConnect } from '../../../lib/api/workspace';
import { submit } from '../../../lib/submit';
import type { desktop } from '../../../wailsjs/go/models';
import styles from '../settings.module.css';

/** Connects by the line that the relay's operator was given: paste, check, connect. */
export function ConnectionLine({ onConnected }: { onConnected: () => void }) {
  const check = useCheckConnection();
  const connect = useConnect();
  const form = useForm<desktop.ConnectForm>({
    mode: 'controlled',
    initialValues: { connection: '', key: '' },
    validate: { connection: (text) => (text.trim() ? null : 'Paste the connection line.') },
    onValuesChange: (values, before) => {
      // What was found out belongs to the text that was checked.
      if (values.connection !== before.connection) check.reset();
    },
  });
  const test = () => {
    if (!form.validate().hasErrors) void submit(form, check, form.values.connection.trim());
  };
  const send = form.onSubmit(async (values) => {
    const trimmed = { connection: values.connection.trim(), key: values.key.trim() };
    if (await submit(form, connect, trimmed)) onConnected();
  });
  return (
    <form onSubmit={send} noValidate>
      <Stack gap={12}>
        <Textarea
          label="Connection line"
          description="What “linkledger-relay device add” prints."
          autosize
          minRows={2}
          spellCheck={false}
          {...form.getInputProps('connection')}
        />
        {check.data && <CheckResult check={check.data} />}
        {check.data?.needsKey && (
          <PasswordInput
            label="Recovery key"
            description="From the printed page, or from Settings on a device that is already connected. The relay does not have it."
            {...form.getInputProps('key')}
          />
        )}
        <FormProblem error={check.error ?? connect.error} />
        <Group gap={8}>
          <Button loading={check.isPending} onClick={test}>
            Check connection
          </Button>
          <Button type="submit" variant="filled" loading={connect.isPending} disabled={!check.data?.ok}>
            Connect
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function CheckResult({ check }: { check: desktop.ConnectionCheck }) {
  return (
    <div className={styles.result} data-ok={check.ok} role="status">
      <strong>{check.message}</strong>
      {check.hint && <span>{check.hint}</span>}
    </div>
  );
}
