import { Menu, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

import { Keys } from '../components/keys';
import styles from './menu-bar.module.css';
import type { Commands } from './use-commands';

/**
 * The menus where the system shows none of its own: the same commands as in the
 * menu of macOS. Alt goes there, arrows go from menu to menu.
 */
export function MenuBar({ commands }: { commands: Commands }) {
  const { menus, mac } = commands;
  const bar = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<string>();
  const [current, setCurrent] = useState(0);
  useAltKey(() => bar.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus());

  const go = (index: number) => {
    const to = (index + menus.length) % menus.length;
    setCurrent(to);
    if (opened) setOpened(menus[to]);
    bar.current?.querySelectorAll<HTMLElement>('[role="menuitem"][data-menu]')[to]?.focus();
  };
  const onKeyDown = (index: number) => (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' && !opened) {
      event.preventDefault();
      setOpened(menus[index]);
      return;
    }
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    go(index + by);
  };
  if (menus.length === 0) return null;
  return (
    <div ref={bar} role="menubar" aria-label="Menus" className={styles.bar}>
      {menus.map((menu, index) => (
        <Menu
          key={menu}
          opened={opened === menu}
          onChange={(open) => setOpened(open ? menu : undefined)}
          position="bottom-start"
          offset={2}
          returnFocus={opened === undefined || opened === menu}
        >
          <Menu.Target>
            <UnstyledButton
              role="menuitem"
              data-menu={menu}
              tabIndex={index === current ? 0 : -1}
              className={styles.menu}
              onKeyDown={onKeyDown(index)}
              onFocus={() => setCurrent(index)}
              onMouseEnter={() => opened && setOpened(menu)}
            >
              {menu}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown onKeyDown={onKeyDown(index)}>
            {commands.commands
              .filter((command) => command.menu === menu)
              .map((command) => (
                <Menu.Item
                  key={command.id}
                  rightSection={<Keys keys={command.keys} mac={mac} />}
                  onClick={() => commands.run(command.id)}
                >
                  {command.label}
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      ))}
    </div>
  );
}

/** Alt, pressed and let go by itself. */
function useAltKey(onAlt: () => void): void {
  const latest = useRef(onAlt);
  latest.current = onAlt;
  useEffect(() => {
    let alone = false;
    const down = (event: globalThis.KeyboardEvent) => {
      alone = event.key === 'Alt';
    };
    const up = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Alt' || !alone) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', down);
    document.addEventListener('keyup', up);
    return () => {
      document.removeEventListener('keydown', down);
      document.removeEventListener('keyup', up);
    };
  }, []);
}
