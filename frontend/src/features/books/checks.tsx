import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useLocation } from 'wouter';

import type { desktop } from '../../wailsjs/go/models';
import styles from './checks.module.css';

const backups = { label: 'Open backups', to: '/settings?show=backups' };

/** What a person does about a check that fails. */
const remedies: Record<string, { text: string; label?: string; to?: string }> = {
  balanced: { text: 'Rebuild the database from a backup and the log.', ...backups },
  proven: { text: 'Rebuild the database from a backup and the log.', ...backups },
  clearing: {
    text: 'A payment hangs: record it as paid or cancel it.',
    label: 'Open payments',
    to: '/payments',
  },
  complete: {
    text: 'Open the sync chip at the bottom left and read what it says. If a newer version wrote it, update Linkledger.',
  },
};

/** What must hold in the books: quiet while it does, loud with what to do when it does not. */
export function Checks({ checks }: { checks: desktop.BookCheck[] }) {
  const failed = checks.filter((check) => !check.ok);
  return (
    <>
      {failed.map((check) => (
        <Failed key={check.key} check={check} />
      ))}
      <ul className={styles.checks} aria-label="Checks of the books">
        {checks
          .filter((check) => check.ok)
          .map((check) => (
            <li key={check.key} title={check.detail || undefined}>
              <IconCheck size={14} className={styles.good} aria-label="Holds:" role="img" />
              {check.title}
            </li>
          ))}
      </ul>
    </>
  );
}

function Failed({ check }: { check: desktop.BookCheck }) {
  const [, go] = useLocation();
  const remedy = remedies[check.key];
  return (
    <div className={styles.failed} role="alert">
      <IconAlertTriangle size={16} className={styles.bad} aria-hidden />
      <div>
        <strong>Does not hold: {check.title}.</strong> Payments wait until it does.
        {check.detail && <p>{check.detail}</p>}
        {remedy && <p>{remedy.text}</p>}
      </div>
      {remedy?.to && <Button onClick={() => go(remedy.to ?? '')}>{remedy.label}</Button>}
    </div>
  );
}
