import type { UseFormReturnType } from '@mantine/form';

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
    const { fields } = toAppError(thrown);
    form.setErrors(fields);
    const first = Object.keys(fields)[0];
    if (first) form.getInputNode(first)?.focus();
    return undefined;
  }
}
