import type { UseFormReturnType } from '@mantine/form';
import { flushSync } from 'react-dom';

import { toAppError } from './app-error';
import type { Action } from './use-action';

/** Sends a form; what is wrong with a field is then said beside it. Gives nothing when it failed. */
export async function submit<Values, Input, Result>(
  form: UseFormReturnType<Values>,
  action: Action<Input, Result>,
  input: Input,
): Promise<Result | undefined> {
  try {
    return await action.mutateAsync(input);
  } catch (thrown) {
    showErrors(form, toAppError(thrown).fields);
    return undefined;
  }
}

/** Says beside the fields what is wrong with them, and goes to the first of them. */
export function showErrors<Values>(form: UseFormReturnType<Values>, fields: Record<string, string>): void {
  flushSync(() => form.setErrors(fields)); // what was folded away is there afterwards
  focusFirstWrong();
}

/** Goes to the field that comes first on the screen of those that are wrong. */
export function focusFirstWrong(): void {
  const near = document.activeElement?.closest('[role="dialog"], form') ?? document;
  near.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
