import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { FormProblem } from '../../components/form-problem';
import { useCreateProfile, useSwitchProfile } from '../../lib/api/workspace';
import { useParameters } from '../../lib/location';
import { submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';
import { Setting } from './setting';
import styles from './settings.module.css';

/** The profiles on this computer: one workspace each, such as an agency's brands. */
export function Profiles({ workspace }: { workspace: desktop.WorkspaceView }) {
  const change = useSwitchProfile();
  const [parameters, set] = useParameters();
  const adding = parameters.get('profile') === 'new';
  return (
    <Setting
      title="Profiles"
      explanation="Each profile is a workspace of its own, with its own data and keys. An agency keeps one for each brand."
    >
      <ul className={styles.profiles}>
        {workspace.profiles.map((profile) => (
          <li key={profile.id}>
            {profile.name}
            {profile.kind === 'practice' && <span className="dim">practice mode</span>}
            {profile.id === workspace.profile.id ? (
              <span className="dim">Open now</span>
            ) : (
              <Button
                size="compact-xs"
                onClick={() => change.mutate(profile.id)}
                aria-label={`Open ${profile.name}`}
              >
                Open
              </Button>
            )}
          </li>
        ))}
      </ul>
      {adding ? (
        <NewProfile onDone={() => set({ profile: undefined })} />
      ) : (
        <Button onClick={() => set({ profile: 'new' })}>New profile</Button>
      )}
    </Setting>
  );
}

function NewProfile({ onDone }: { onDone: () => void }) {
  const create = useCreateProfile();
  const form = useForm({ mode: 'controlled', initialValues: { name: '' } });
  const send = form.onSubmit(async ({ name }) => {
    if (await submit(form, create, name.trim())) onDone();
  });
  return (
    <form onSubmit={send} noValidate>
      <Group gap={8} align="flex-end">
        <TextInput
          label="Name of the new profile"
          placeholder="The brand’s name"
          autoFocus
          {...form.getInputProps('name')}
        />
        <Button type="submit" variant="filled" loading={create.isPending}>
          Create profile
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </Group>
      <FormProblem error={create.error?.hasFields ? null : create.error} />
    </form>
  );
}
