import { Modal } from '@mantine/core';

import { Keys } from '../components/keys';
import styles from './shortcuts.module.css';
import type { Commands } from './use-commands';

/** All keys, by menu, and those of the lists. */
export function Shortcuts({ commands }: { commands: Commands }) {
  const { menus, mac } = commands;
  const sections = [
    ...menus.map((menu) => ({ title: menu, of: commands.commands.filter((c) => c.menu === menu && c.keys) })),
    { title: 'In lists', of: commands.commands.filter((c) => c.list) },
  ];
  return (
    <Modal
      opened={commands.overview}
      onClose={commands.closeOverview}
      title="Keyboard shortcuts"
      size={720}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.sections}>
        {sections
          .filter(({ of }) => of.length > 0)
          .map(({ title, of }) => (
            <section key={title} aria-label={title} className={styles.section}>
              <h3 className={styles.title}>{title}</h3>
              <dl className={styles.list}>
                {of.map((command) => (
                  <div key={command.id} className={styles.line}>
                    <dt>{command.label}</dt>
                    <dd className={styles.keys}>
                      <Keys keys={command.keys} mac={mac} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Modal>
  );
}
