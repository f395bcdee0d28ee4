import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useLocation } from 'wouter';

import { useRemoveProfile, useRenameProfile, useSwitchProfile } from '../../lib/api/workspace';
import { submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';
import { Setting } from './setting';
import styles from './settings.module.css';

/** The profiles on this computer: one workspace each, such as an agency's brands. */
export function Profiles({ workspace }: { workspace: desktop.WorkspaceView }) {
  const [, go] = useLocation();
  return (
    <Setting
      title="Profiles"
      explanation="Each profile is a workspace of its own, with its own data and keys. An agency keeps one for each brand."
    >
      <ul className={styles.profiles}>
        {workspace.profiles.map((profile) => (
          <ProfileLine key={profile.id} profile={profile} open={profile.id === workspace.profile.id} />
        ))}
      </ul>
      <Button onClick={() => go('/begin')}>New profile</Button>
    </Setting>
  );
}

function ProfileLine({ profile, open }: { profile: desktop.ProfileView; open: boolean }) {
  const change = useSwitchProfile();
  const remove = useRemoveProfile();
  const [asked, setAsked] = useState<'name' | 'remove'>();
  const close = () => setAsked(undefined);
  if (asked === 'name') {
    return (
      <li>
        <Rename profile={profile} onDone={close} />
      </li>
    );
  }
  if (asked === 'remove') {
    return (
      <li>
        Take “{profile.name}” off this list? Its data stay in a folder of their own.
        <Group gap={8} wrap="nowrap">
          <Button
            size="compact-xs"
            color="red"
            onClick={() => remove.mutate(profile.id, { onSuccess: close })}
          >
            Remove
          </Button>
          <Button size="compact-xs" onClick={close}>
            Keep
          </Button>
        </Group>
      </li>
    );
  }
  return (
    <li>
      {profile.name}
      {profile.kind === 'practice' && <span className="dim">practice mode</span>}
      {open && <span className="dim">Open now</span>}
      <Group gap={8} wrap="nowrap">
        <Button size="compact-xs" onClick={() => setAsked('name')} aria-label={`Rename ${profile.name}`}>
          Rename
        </Button>
        {!open && (
          <>
            <Button
              size="compact-xs"
              onClick={() => setAsked('remove')}
              aria-label={`Remove ${profile.name}`}
            >
              Remove
            </Button>
            <Button
              size="compact-xs"
              onClick={() => change.mutate(profile.id)}
              aria-label={`Open ${profile.name}`}
            >
              Open
            </Button>
          </>
        )}
      </Group>
    </li>
  );
}

function Rename({ profile, onDone }: { profile: desktop.ProfileView; onDone: () => void }) {
  const rename = useRenameProfile();
  const form = useForm({ mode: 'controlled', initialValues: { name: profile.name } });
  const send = form.onSubmit(async ({ name }) => {
    if (await submit(form, rename, { id: profile.id, name: name.trim() })) onDone();
  });
  return (
    <form onSubmit={send} noValidate>
      <Group gap={8}>
        <TextInput
          aria-label={`New name of ${profile.name}`}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Button type="submit" loading={rename.isPending}>
          Save name
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </Group>
    </form>
  );
}
