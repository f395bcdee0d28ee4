import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { useLocation } from 'wouter';

import { useSwitchProfile, useWorkspace } from '../lib/api/workspace';
import styles from './sidebar.module.css';

/** Names the open profile (one workspace on this computer) and opens another. */
export function ProfileSwitcher() {
  const workspace = useWorkspace().data;
  const change = useSwitchProfile();
  const [, go] = useLocation();
  const name = workspace?.profile.name ?? 'Linkledger';
  return (
    <Menu position="bottom-start" width={224}>
      <Menu.Target>
        <UnstyledButton className={styles.profile}>
          <span className={styles.initial} data-initial={name.slice(0, 1).toUpperCase()} />
          <VisuallyHidden>Profile: </VisuallyHidden>
          <span className={styles.profileName}>{name}</span>
          <IconSelector size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Profiles on this computer</Menu.Label>
        {workspace?.profiles.map((profile) => {
          const open = profile.id === workspace.profile.id;
          return (
            <Menu.Item
              key={profile.id}
              rightSection={open ? <IconCheck size={14} aria-label="open" /> : undefined}
              onClick={() => !open && change.mutate(profile.id)}
            >
              {profile.name}
              {profile.kind === 'practice' && <span className="dim"> · practice</span>}
            </Menu.Item>
          );
        })}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={14} />} onClick={() => go('/begin')}>
          New profile
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
