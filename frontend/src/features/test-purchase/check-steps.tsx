import { Status } from '../../components/status';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { CheckStep } from './check-step';
import styles from './check-steps.module.css';

/** A check: how it went, and each step with its evidence. */
export function CheckSteps({ check }: { check: desktop.CheckView }) {
  const { dateTime } = useFormat();
  const passed = check.steps.filter((step) => step.state === 'passed').length;
  const failed = check.steps.find((step) => step.state === 'failed');
  return (
    <section className={styles.check} aria-label="Test purchase check" data-state={check.state}>
      <div className={styles.head} role="status">
        <strong>
          <Status of={`check:${check.state}`} />
        </strong>
        {failed && <span>at “{failed.title}”</span>}
        <span className="dim num">
          {passed} of {check.steps.length} steps · {check.offerName} · {dateTime(check.startedAt)}
        </span>
      </div>
      <ol className={styles.steps}>
        {check.steps.map((step) => (
          <CheckStep key={step.key} step={step} />
        ))}
      </ol>
    </section>
  );
}
