import type { UseFormReturnType } from '@mantine/form';
import { createContext, useContext } from 'react';

import { pointFor } from '../../lib/money';
import type { desktop } from '../../wailsjs/go/models';

interface Editing {
  form: UseFormReturnType<desktop.RuleForm>;
  options: desktop.PayoutOptions;
  /** What is wrong with the form as it stands, by field. */
  problems: Readonly<Record<string, string>>;
}

const Context = createContext<Editing | undefined>(undefined);

export const RuleFieldsProvider = Context.Provider;

interface RuleFields extends Editing {
  values: desktop.RuleForm;
  /** The properties of a field's input, with what is wrong with it. */
  input: (path: string, options?: { type: 'checkbox' }) => ReturnType<Editing['form']['getInputProps']>;
  /** Whether something within these fields is wrong and has to be in sight. */
  wrong: (...prefixes: string[]) => boolean;
}

/**
 * The fields of the form that the editor shows. What a person has typed is
 * judged at once; what is still empty only when they send it.
 */
export function useRuleFields(): RuleFields {
  const editing = useContext(Context);
  if (!editing) throw new Error('useRuleFields outside of the rule editor');
  const { form, problems } = editing;
  const within = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}.`);
  return {
    ...editing,
    values: form.values,
    input: (path, options) => {
      const properties = form.getInputProps(path, options);
      const typed = String(properties.value ?? '');
      const problem = properties.error ?? (typed === '' ? undefined : problems[path]);
      return { ...properties, error: problem && (pointFor(typed) ?? problem) };
    },
    wrong: (...prefixes) =>
      Object.keys(form.errors).some((path) => prefixes.some((prefix) => within(path, prefix))),
  };
}
