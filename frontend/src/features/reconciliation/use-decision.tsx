import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRef } from 'react';

import { useDecideCases, useUndoCases } from '../../lib/api/reconciliation';
import type { AppError } from '../../lib/app-error';
import type { desktop } from '../../wailsjs/go/models';
import styles from './cases.module.css';

const shownMs = 12_000;

export interface CaseDecider {
  decide: (
    on: string[] | desktop.CaseFilter,
    outcome: desktop.OutcomeChoice,
    note: string,
    done?: () => void,
  ) => void;
  /** Takes the last decision back. */
  undo: () => void;
  pending: boolean;
  error: AppError | null;
}

/** Decides on cases of a run, says what was done, and takes it back. */
export function useDecision(runId: string): CaseDecider {
  const decide = useDecideCases();
  const undo = useUndoCases();
  const last = useRef<string[]>([]);
  const shown = useRef('');
  const takeBack = (id: string) => {
    notifications.hide(`case-${id}`);
    last.current = last.current.filter((one) => one !== id);
    undo.mutateAsync(id).then(
      (result) =>
        notifications.show({ message: `${sales(result.decided)} as before.`, autoClose: shownMs / 3 }),
      () => undefined, // useAction says what failed
    );
  };
  return {
    decide: (on, outcome, note, done) =>
      decide.mutate(
        {
          runId,
          outcome: outcome.value,
          note,
          ...(Array.isArray(on) ? { keys: on } : { keys: [], all: on }),
        },
        {
          onSuccess: ({ undoId, decided }) => {
            done?.();
            if (undoId) last.current.push(undoId);
            notifications.hide(shown.current); // one at a time: keys decide fast
            shown.current = `case-${undoId}`;
            notifications.show({
              id: shown.current,
              autoClose: shownMs,
              message: (
                <div className={styles.done}>
                  <span>
                    {sales(decided)}: {outcome.label}
                  </span>
                  {undoId && (
                    <Button size="compact-xs" onClick={() => takeBack(undoId)}>
                      Undo
                    </Button>
                  )}
                </div>
              ),
            });
          },
        },
      ),
    undo: () => {
      const id = last.current.at(-1);
      if (id) takeBack(id);
    },
    pending: decide.isPending,
    error: decide.error,
  };
}

function sales(count: number): string {
  return count === 1 ? '1 sale' : `${count} sales`;
}
