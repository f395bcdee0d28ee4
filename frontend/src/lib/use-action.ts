import { notifications } from '@mantine/notifications';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';

import { type AppError, toAppError } from './app-error';
import { call } from './bridge';

/** How long a call may take that opens a file dialog: a person may take their time. */
export const fileDialogMs = 30 * 60_000;

interface ActionOptions<Result> {
  /** What to say when it worked; nothing when the screen itself shows it. */
  done?: string | ((result: Result) => string | undefined);
  /** The caller shows the error itself, beside the form. */
  showsError?: boolean;
  timeoutMs?: number;
}

export type Action<Input, Result> = UseMutationResult<Result, AppError, Input>;

/** Something a person does: calls the Go side, says how it went, and has every screen ask anew. */
export function useAction<Input, Result>(
  run: (input: Input) => Promise<Result>,
  options: ActionOptions<Result> = {},
): Action<Input, Result> {
  const queries = useQueryClient();
  return useMutation<Result, AppError, Input>({
    mutationFn: (input) => call(() => run(input), options.timeoutMs),
    onSuccess: (result) => {
      const text = typeof options.done === 'function' ? options.done(result) : options.done;
      if (text) notifications.show({ message: text, autoClose: 3_000 });
      void queries.invalidateQueries();
    },
    onError: (error) => {
      if (!options.showsError && !error.hasFields) notifyProblem(error);
    },
  });
}

/** Tells of an error that has no place of its own on the screen. */
export function notifyProblem(thrown: unknown): void {
  const error = toAppError(thrown);
  notifications.show({
    title: error.message,
    message: error.hint,
    color: 'red',
    autoClose: 10_000,
  });
}
