import {
  IconAlertTriangleFilled,
  IconCircle,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleXFilled,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { Facts } from '../../components/facts';
import { Fold } from '../../components/fold';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './check-step.module.css';
import { took } from './took';

const looks: Record<string, { icon: TablerIcon; word: string }> = {
  waiting: { icon: IconCircle, word: 'waiting' },
  running: { icon: IconCircleDashed, word: 'running' },
  passed: { icon: IconCircleCheckFilled, word: 'passed' },
  warned: { icon: IconAlertTriangleFilled, word: 'passed, with something to look at' },
  failed: { icon: IconCircleXFilled, word: 'failed' },
  skipped: { icon: IconCircleMinus, word: 'not checked' },
};

interface CheckStepProps {
  step: desktop.CheckStep;
  /** What a person can do while the step waits. */
  children?: ReactNode;
}

/** One step: its state, time and evidence; when it failed, what is wrong and how to mend it. */
export function CheckStep({ step, children }: CheckStepProps) {
  const { time } = useStepWords();
  const { icon: Icon, word } = looks[step.state] ?? { icon: IconCircle, word: step.state };
  const good = step.state === 'passed' || step.state === 'warned';
  const worse = step.state === 'failed' && (step.before === 'passed' || step.before === 'warned');
  return (
    <li className={styles.step} data-state={step.state} data-testid={`step-${step.key}`}>
      <Icon size={18} className={styles.icon} aria-label={word} role="img" />
      <div className={styles.body}>
        <div className={styles.head}>
          <span className={styles.title}>{step.title}</span>
          {worse && <span className={styles.worse}>passed last time</span>}
          <span className={styles.time}>{time(step)}</span>
        </div>
        {step.finding && (
          <p className={styles.finding} data-tone={step.state}>
            <strong>{step.finding}</strong>
            {step.hint && <span>{step.hint}</span>}
          </p>
        )}
        {!step.finding && step.state === 'skipped' && <p className={styles.waits}>{step.hint}</p>}
        {step.waits && <p className={styles.waits}>{step.waits}</p>}
        {children}
        {step.evidence.length > 0 && (
          <div className={styles.evidence}>
            <Fold title="Evidence" note={step.evidence[0]?.value} open={!good}>
              <Facts
                dense
                facts={step.evidence.map((pair, index) => ({
                  key: `${index} ${pair.label}`,
                  label: pair.label,
                  value: <span className="mono">{pair.value}</span>,
                }))}
              />
            </Fold>
          </div>
        )}
      </div>
    </li>
  );
}

/** A step's time in words: when it began and how long it took, beside the check before. */
export function useStepWords() {
  const { dateTime } = useFormat();
  return {
    time: (step: desktop.CheckStep) => {
      if (!step.at || step.state === 'skipped') return '';
      if (step.state === 'running') return `since ${dateTime(step.at)}`;
      const before =
        step.before === 'passed' && step.beforeMillis > 0 ? `, before ${took(step.beforeMillis)}` : '';
      return `${dateTime(step.at)} · ${took(step.millis)}${before}`;
    },
  };
}
