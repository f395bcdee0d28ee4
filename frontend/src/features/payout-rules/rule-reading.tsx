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
          <Warnings of={check} />
        </>
      ) : (
        <span className="dim">{check ? 'Something above needs another look.' : 'Reading the form…'}</span>
      )}
    </section>
  );
}

/** What to look out for before the rule is published. */
export function Warnings({ of: { warnings } }: { of: desktop.RuleCheck }) {
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.warnings} aria-label="Warnings">
      {warnings.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
