import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';

import { FormProblem } from '../../../components/form-problem';
import { useJoinState, useJoinWithCode } from '../../../lib/api/devices';
import { AppError } from '../../../lib/app-error';
import { submit } from '../../../lib/submit';
import type { desktop } from '../../../wailsjs/go/models';
import { JoinProgress } from './join-progress';

interface JoinFormProps {
  /** What this computer is called, to begin with. */
  deviceName: string;
  onJoined: () => void;
  /** The way to connect without a code; it goes away while a join is under way. */
  otherWay: ReactNode;
}

/** Lets this computer into a workspace with a code that another device, or the relay's operator, shows. */
export function JoinForm({ deviceName, onJoined, otherWay }: JoinFormProps) {
  const join = useJoinWithCode();
  const state = useJoinState(true).data;
  const form = useForm<desktop.JoinForm>({
    mode: 'controlled',
    initialValues: { code: '', deviceName, recoveryKey: '' },
    validate: {
      code: (text) => (text.trim() ? null : 'Type the code that the other device shows.'),
      deviceName: (text) => (text.trim() ? null : 'Give this device a name that your team knows it by.'),
    },
  });
  const send = form.onSubmit(async ({ code, deviceName: name, recoveryKey }) => {
    const trimmed = { code: code.trim(), deviceName: name.trim(), recoveryKey: recoveryKey.trim() };
    if (await submit(form, join, trimmed)) onJoined();
  });
  const needsKey =
    state?.needsKey || form.values.recoveryKey !== '' || join.error?.fields.recoveryKey !== undefined;

  // Also when the person looked at another screen meanwhile.
  const underway = join.isPending || ['asking', 'waiting', 'loading'].includes(state?.state ?? '');
  if (underway) return <JoinProgress join={state} deviceName={form.values.deviceName} />;
  return (
    <form onSubmit={send} noValidate>
      <Stack gap={12}>
        <TextInput
          label="Pairing code"
          description="On a device that is connected: Settings › Devices › Add a device. Or from whoever runs the relay."
          placeholder="go.brand.example/1-WDJB-MJHT"
          spellCheck={false}
          autoComplete="off"
          {...form.getInputProps('code')}
        />
        <TextInput
          label="Name of this device"
          description="Your team sees it before it lets this device in."
          maxLength={60}
          {...form.getInputProps('deviceName')}
        />
        {needsKey && (
          <PasswordInput
            label="Recovery key"
            description="From the printed page. This code came from the relay, and the relay can’t read the workspace’s data."
            {...form.getInputProps('recoveryKey')}
          />
        )}
        <FormProblem error={join.error ?? failure(state)} />
        <Button type="submit" variant="filled" w="fit-content">
          Connect
        </Button>
        {otherWay}
      </Stack>
    </form>
  );
}

/** Why a join failed whose form is not there any more. */
function failure(join?: desktop.JoinView): AppError | null {
  return join?.state === 'failed' ? new AppError({ code: 'join_failed', message: join.message }) : null;
}
