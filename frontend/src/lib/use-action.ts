import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';

import type { AppError } from './app-error';
import { call } from './bridge';
import { notifyProblem, toast } from './toast';
import { useUndo } from './use-undo';

/** How long a call may take that opens a file dialog: a person may take their time. */
export const fileDialogMs = 30 * 60_000;
/** How long a call may take that is about thousands of rows. */
export const bulkMs = 120_000;

interface ActionOptions<Result> {
  /** What to say when it worked; nothing when the screen itself shows it. */
  done?: string | ((result: Result) => string | undefined);
  /** The token by which it is taken back, of what can be; it is offered beside `done`. */
  undo?: (result: Result) => string;
  /** The caller shows the error itself, beside the form. */
  showsError?: boolean;
  timeoutMs?: number;
  /** Actions of one scope are done one after the other. */
  scope?: string;
}

export type Action<Input, Result> = UseMutationResult<Result, AppError, Input>;

/** Something a person does: calls the Go side, says how it went, and has every screen ask anew. */
export function useAction<Input, Result>(
  run: (input: Input) => Promise<Result>,
  options: ActionOptions<Result> = {},
): Action<Input, Result> {
  const queries = useQueryClient();
  const undo = useUndo();
  const action = useMutation<Result, AppError, Input>({
    scope: options.scope ? { id: options.scope } : undefined,
    mutationFn: (input) => call(() => run(input), options.timeoutMs),
    onSuccess: (result) => {
      const message = typeof options.done === 'function' ? options.done(result) : options.done;
      const token = options.undo?.(result) ?? '';
      if (message) toast({ message, onUndo: token ? () => undo(token) : undefined });
      void queries.invalidateQueries();
    },
    onError: (error, input) => {
      if (!options.showsError && !error.hasFields) notifyProblem(error, () => action.mutate(input));
    },
  });
  return action;
}
