import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';

import { ProfileSwitcher } from './profile-switcher';
import { routeGroups } from './routes';
import styles from './sidebar.module.css';
import { SyncChip } from './sync-chip';

/** Profile at the top, screens in groups, the sync chip at the bottom. */
export function Sidebar() {
  const [path] = useLocation();
  return (
    <div className={styles.sidebar}>
      <ProfileSwitcher />
      <nav aria-label="Screens" className={styles.nav}>
        {routeGroups.map((group) => (
          <ul key={group[0]?.path} className={styles.group}>
            {group.map(({ path: to, label, icon: Icon }) => (
              <li key={to}>
                <Link href={to} className={styles.item} aria-current={isIn(path, to) ? 'page' : undefined}>
                  <Icon size={16} stroke={1.75} aria-hidden />
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        ))}
      </nav>
      <div className={styles.foot}>
        <SyncChip />
        <ColorSchemeButton />
      </div>
    </div>
  );
}

/** Whether a path is a screen of the sidebar or one that it leads to. */
function isIn(path: string, screen: string): boolean {
  return path === screen || path.startsWith(`${screen}/`);
}

function ColorSchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const label = dark ? 'Switch to light' : 'Switch to dark';
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        aria-label={label}
        onClick={() => setColorScheme(dark ? 'light' : 'dark')}
      >
        {dark ? <IconSun size={16} /> : <IconMoon size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}
