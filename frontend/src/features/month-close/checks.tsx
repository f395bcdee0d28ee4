import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { Link } from 'wouter';

import { Loaded } from '../../components/loaded';
import { useMonthChecks } from '../../lib/api/months';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './month-close.module.css';

/** What to look at before a month is closed; none of it forbids to. */
export function Checks({ month }: { month: string }) {
  const checks = useMonthChecks(month);
  return (
    <Loaded query={checks} lines={4}>
      {(list) => (
        <ul className={styles.checks} aria-label="Before it is closed">
          {list.map((check) => (
            <Check key={check.key} check={check} />
          ))}
        </ul>
      )}
    </Loaded>
  );
}

function Check({ check: { ok, text, detail, to } }: { check: desktop.MonthCheck }) {
  const { sentence } = useFormat();
  return (
    <li className={styles.check}>
      {ok ? (
        <IconCheck size={16} className={styles.good} role="img" aria-label="Good:" />
      ) : (
        <IconAlertTriangle size={16} className={styles.warn} role="img" aria-label="To look at:" />
      )}
      <div>
        {text}
        {!ok && detail && <div className="dim">{sentence(detail)}</div>}
      </div>
      {!ok && (
        <Link href={to} className={styles.link}>
          Look
        </Link>
      )}
    </li>
  );
}
