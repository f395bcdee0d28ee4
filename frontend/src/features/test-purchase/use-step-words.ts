import { useWorkspace } from '../../lib/api/workspace';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { took } from './took';

/** A step's time in words: when it began, and how long it took. */
export function useStepWords(): (step: desktop.CheckStep) => string {
  const { time } = useFormat();
  const now = useWorkspace().data?.now ?? '';
  return (step) => {
    if (!step.at || step.state === 'skipped') return '';
    const began = time(step.at, now);
    return step.state === 'running' ? `since ${began}` : `${began} · ${took(step.millis)}`;
  };
}
