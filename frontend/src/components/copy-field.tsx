import { CopyButton } from './copy-button';
import styles from './copy-field.module.css';

/** A text that is there to be copied, such as a link. */
export function CopyField({ text, label, copyLabel }: { text: string; label: string; copyLabel: string }) {
  return (
    <div className={styles.field}>
      <code className={`mono ${styles.text}`} title={label}>
        {text}
      </code>
      <CopyButton text={text} label={copyLabel} words />
    </div>
  );
}
