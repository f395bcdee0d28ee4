import { Button, Group, PasswordInput, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';

import { Facts } from '../../components/facts';
import { FormProblem } from '../../components/form-problem';
import { useCheckConnection, useConnect } from '../../lib/api/workspace';
import { submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';
import { Setting } from './setting';
import styles from './settings.module.css';

/** Connects this profile to a relay: paste, check, connect. */
export function RelayConnection({ workspace }: { workspace: desktop.WorkspaceView }) {
  const check = useCheckConnection();
  const connect = useConnect();
  const form = useForm<desktop.ConnectForm>({
    mode: 'controlled',
    initialValues: { connection: '', key: '' },
    validate: { connection: (text) => (text.trim() ? null : 'Paste the connection text.') },
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
    if (await submit(form, connect, trimmed)) form.reset();
  });
  return (
    <Setting
      title="Relay"
      explanation="The relay redirects clicks and receives sales while this computer is off. Without it you can read and edit everything."
    >
      {workspace.connected && (
        <Facts
          facts={[
            { label: 'Connected to', value: <span className="mono">{workspace.relayUrl}</span> },
            { label: 'Links begin with', value: <span className="mono">{workspace.linkBase}</span> },
          ]}
        />
      )}
      <form onSubmit={send} noValidate>
        <Stack gap={12}>
          <Textarea
            label={workspace.connected ? 'Connect to another relay' : 'Connection text'}
            description="What “linkledger-relay device add” prints."
            autosize
            minRows={2}
            spellCheck={false}
            {...form.getInputProps('connection')}
          />
          {check.data && <CheckResult check={check.data} />}
          {check.data?.needsKey && (
            <PasswordInput
              label="Workspace key"
              description="From Settings on a device that is already connected. The relay does not have it."
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
    </Setting>
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
