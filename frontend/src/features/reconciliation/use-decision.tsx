import { useRef } from 'react';

import { useDecideCases } from '../../lib/api/reconciliation';
import type { AppError } from '../../lib/app-error';
import { toast } from '../../lib/toast';
import { useUndo } from '../../lib/use-undo';
import type { desktop } from '../../wailsjs/go/models';

export interface CaseDecider {
  decide: (
    on: { keys: string[] } | { all: desktop.CaseFilter; except: string[] },
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
  const undo = useUndo();
  const last = useRef<string[]>([]);
  const takeBack = (id: string) => {
    last.current = last.current.filter((one) => one !== id);
    undo(id);
  };
  return {
    decide: (on, outcome, note, done) =>
      decide.mutate(
        { runId, outcome: outcome.value, note, keys: [], ...on },
        {
          onSuccess: ({ undoId, decided }) => {
            done?.();
            if (undoId) last.current.push(undoId);
            toast({
              id: 'case-decision', // one at a time: keys decide fast
              message: `${sales(decided)}: ${outcome.label}`,
              onUndo: undoId ? () => takeBack(undoId) : undefined,
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
