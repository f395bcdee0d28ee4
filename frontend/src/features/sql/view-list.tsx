import { UnstyledButton } from '@mantine/core';

import { Fold } from '../../components/fold';
import { Section } from '../../components/section';
import type { desktop } from '../../wailsjs/go/models';
import styles from './view-list.module.css';

interface ViewListProps {
  views: desktop.SQLViewInfo[];
  /** Puts a name where the cursor is. */
  onInsert: (name: string) => void;
}

/** The tables that statements read, with what each column holds. */
export function ViewList({ views, onInsert }: ViewListProps) {
  return (
    <aside className={styles.views} aria-label="Views">
      <Section title="What can be asked">
        {views.map((view) => (
          <Fold
            key={view.name}
            title={view.name}
            note={view.columns.length === 1 ? '1 column' : `${view.columns.length} columns`}
            open={false}
          >
            <p className="dim">{view.about}</p>
            <ul className={styles.columns}>
              {view.columns.map(({ label, value }) => (
                <li key={label}>
                  <UnstyledButton
                    className={styles.name}
                    aria-label={`Insert ${label}`}
                    onClick={() => onInsert(label)}
                  >
                    {label}
                  </UnstyledButton>
                  <span className="dim">{value}</span>
                </li>
              ))}
            </ul>
          </Fold>
        ))}
      </Section>
    </aside>
  );
}
