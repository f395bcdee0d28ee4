import { Button } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useLocation } from 'wouter';

import { useHomeAlerts, useLooked } from '../../lib/api/home';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './alerts.module.css';

/** What needs attention: each with one click to the place where it is dealt with. */
export function Alerts() {
  const alerts = useHomeAlerts().data ?? [];
  if (alerts.length === 0) return null;
  return (
    <ul className={styles.list} aria-label="Needs attention">
      {alerts.map((alert) => (
        <Alert key={alert.kind + alert.title} alert={alert} />
      ))}
    </ul>
  );
}

function Alert({ alert }: { alert: desktop.HomeAlert }) {
  const { sentence } = useFormat();
  const looked = useLooked();
  const [, go] = useLocation();
  const Icon = alert.tone === 'warn' ? IconAlertTriangle : IconInfoCircle;
  return (
    <li className={styles.alert} data-tone={alert.tone}>
      <Icon size={16} aria-label={alert.tone === 'warn' ? 'Urgent' : 'To know'} />
      <div className={styles.words}>
        <strong>{alert.title}</strong>
        <span>{sentence(alert.text)}</span>
      </div>
      <div className={styles.buttons}>
        {alert.looked && (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={looked.isPending}
            onClick={() => looked.mutate(alert)}
          >
            I have seen it
          </Button>
        )}
        <Button size="compact-xs" onClick={() => go(alert.to)}>
          {alert.action}
        </Button>
      </div>
    </li>
  );
}
