import {
  IconCircle,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleXFilled,
  type TablerIcon,
} from '@tabler/icons-react';

import { Facts } from '../../components/facts';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './check-step.module.css';

const looks: Record<string, { icon: TablerIcon; word: string }> = {
  waiting: { icon: IconCircle, word: 'waiting' },
  running: { icon: IconCircleDashed, word: 'running' },
  passed: { icon: IconCircleCheckFilled, word: 'passed' },
  failed: { icon: IconCircleXFilled, word: 'failed' },
  skipped: { icon: IconCircleMinus, word: 'skipped' },
};

/** One step: its state, time and evidence; when it failed, what is wrong and how to mend it. */
export function CheckStep({ step }: { step: desktop.CheckStep }) {
  const { count } = useFormat();
  const { icon: Icon, word } = looks[step.state] ?? { icon: IconCircle, word: step.state };
  const done = step.state === 'passed' || step.state === 'failed';
  return (
    <li className={styles.step} data-state={step.state} data-testid={`step-${step.key}`}>
      <Icon size={18} className={styles.icon} aria-label={word} role="img" />
      <div className={styles.body}>
        <div className={styles.head}>
          <span className={styles.title}>{step.title}</span>
          {done && <span className={styles.time}>{count(step.millis)} ms</span>}
        </div>
        {step.finding && (
          <p className={styles.finding}>
            <strong>{step.finding}</strong>
            {step.hint && <span>{step.hint}</span>}
          </p>
        )}
        {step.evidence.length > 0 && (
          <div className={styles.evidence}>
            <Facts
              dense
              facts={step.evidence.map((pair, index) => ({
                key: `${index} ${pair.label}`,
                label: pair.label,
                value: <span className="mono">{pair.value}</span>,
              }))}
            />
          </div>
        )}
      </div>
    </li>
  );
}
