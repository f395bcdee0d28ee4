import { Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

import { toAppError } from '../lib/app-error';
import { CopyButton } from './copy-button';
import styles from './problem.module.css';

interface ProblemProps {
  error: unknown;
  onRetry?: () => void;
}

/** Says what went wrong and what to do next. */
export function Problem({ error, onRetry }: ProblemProps) {
  const problem = toAppError(error);
  return (
    <div className={styles.problem} role="alert">
      <IconAlertTriangle size={16} className={styles.icon} aria-hidden />
      <div className={styles.text}>
        <strong>{problem.message}</strong>
        {problem.hint && <span className="dim">{problem.hint}</span>}
        <Group gap={8} mt={8}>
          {onRetry && <Button onClick={onRetry}>Retry</Button>}
          <CopyButton text={problem.details} label="Copy details" words />
        </Group>
      </div>
    </div>
  );
}
