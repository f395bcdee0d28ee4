import { UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconChevronRight,
  IconCircle,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleXFilled,
  type TablerIcon,
} from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';

import { Facts } from '../../components/facts';
import { statusWord } from '../../components/status';
import type { desktop } from '../../wailsjs/go/models';
import styles from './check-step.module.css';
import { took } from './took';
import { useStepWords } from './use-step-words';

const icons: Record<string, TablerIcon> = {
  running: IconCircleDashed,
  passed: IconCircleCheckFilled,
  warned: IconAlertTriangleFilled,
  failed: IconCircleXFilled,
  skipped: IconCircleMinus,
};

interface CheckStepProps {
  step: desktop.CheckStep;
  /** What a person can do while the step waits. */
  children?: ReactNode;
}

/** One step: its state and time, what is wrong and how to mend it, and its evidence on request. */
export function CheckStep({ step, children }: CheckStepProps) {
  const words = useStepWords();
  const [chosen, setChosen] = useState<boolean>();
  const id = useId();
  const Icon = icons[step.state] ?? IconCircle;
  const word = statusWord(`check:${step.state}`).toLowerCase();
  const good = step.state === 'passed' || step.state === 'warned';
  const open = chosen ?? step.state === 'failed';
  const worse = step.state === 'failed' && (step.before === 'passed' || step.before === 'warned');
  const evidence = [...step.evidence];
  if (good && step.before === 'passed')
    evidence.push({ label: 'Last time', value: `passed, ${took(step.beforeMillis)}` });
  const title = <span className={styles.title}>{step.title}</span>;
  return (
    <li className={styles.step} data-state={step.state} data-testid={`step-${step.key}`}>
      <Icon size={18} className={styles.icon} aria-label={word} role="img" />
      <div className={styles.body}>
        <div className={styles.head}>
          {evidence.length > 0 ? (
            <UnstyledButton
              className={styles.toggle}
              aria-expanded={open}
              aria-controls={open ? id : undefined}
              title={open ? 'Hide the evidence' : 'Show the evidence'}
              onClick={() => setChosen(!open)}
            >
              {title}
              <IconChevronRight
                size={14}
                className={styles.arrow}
                data-open={open || undefined}
                aria-hidden
              />
            </UnstyledButton>
          ) : (
            title
          )}
          {worse && <span className={styles.worse}>passed last time</span>}
          <span className={styles.time}>{words(step)}</span>
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
        {open && evidence.length > 0 && (
          <div className={styles.evidence} id={id}>
            <Facts
              dense
              facts={evidence.map((pair, index) => ({
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
