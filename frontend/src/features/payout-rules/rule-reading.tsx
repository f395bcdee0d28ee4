import type { desktop } from '../../wailsjs/go/models';
import styles from './rule-editor.module.css';

/** The form in words, as it stands: what the rule would pay, to whom, and what to look out for. */
export function RuleReading({ check }: { check?: desktop.RuleCheck }) {
  return (
    <section className={styles.reading} aria-label="The rule in words" aria-live="polite">
      {check?.words ? (
        <>
          <strong>Pays {check.words}</strong>
          {check.when.length > 0 && (
            <ul className="dim">
              {check.when.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
          {check.warnings.length > 0 && (
            <ul className={styles.warnings} aria-label="Warnings">
              {check.warnings.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </>
      ) : (
        <span className="dim">{check ? 'Something is still missing above.' : 'Reading the form…'}</span>
      )}
    </section>
  );
}
