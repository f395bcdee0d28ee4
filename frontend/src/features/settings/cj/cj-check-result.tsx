import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import styles from '../settings.module.css';

interface CJCheckResultProps {
  check: desktop.CJCheck;
  roles: desktop.CJRoleChoice[];
}

/** What CJ said to a token, and what to do. */
export function CJCheckResult({ check, roles }: CJCheckResultProps) {
  const { count, day } = useFormat();
  const role = roles.find(({ value }) => value === check.role);
  return (
    <div className={styles.result} data-ok={check.ok} role="status">
      <strong>{check.message}</strong>
      {check.hint && <span>{check.hint}</span>}
      {role && <span>It is a token of: {role.label}.</span>}
      {check.rows > 0 && (
        <span>
          {count(check.rows)} commissions in the last 31 days
          {check.newest && `, the newest of ${day(check.newest.slice(0, 10))}`}.
        </span>
      )}
      {check.notes.map((note) => (
        <span key={note}>{note}</span>
      ))}
    </div>
  );
}
