import styles from './stopped.module.css';

/** Why payments are stopped; nothing when they are not. */
export function Stopped({ reason }: { reason: string }) {
  if (!reason) return null;
  return (
    <p className={styles.stopped} role="alert">
      <strong>Payments are stopped.</strong> {reason}
    </p>
  );
}
