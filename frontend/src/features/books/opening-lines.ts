import type { desktop } from '../../wailsjs/go/models';

/** The form: one day and note for all, and an amount for each line. */
export interface OpeningValues {
  day: string;
  note: string;
  /** By the line's key, as it was typed. */
  amounts: Record<string, string>;
}

const memberPrefix = 'member-';

/** The keys of the form's lines. */
export const amountKeys = {
  wallet: 'wallet',
  cj: 'cj',
  member: (id: string) => `${memberPrefix}${id}`,
} as const;

/** The lines that have an amount, as the Go side takes them. */
export function formsOf(values: OpeningValues, keys: readonly string[]): desktop.OpeningForm[] {
  return keys
    .filter((key) => values.amounts[key]?.trim())
    .map((key) => ({
      of: key.startsWith(memberPrefix) ? 'member' : key,
      memberId: key.startsWith(memberPrefix) ? key.slice(memberPrefix.length) : '',
      amount: values.amounts[key]?.trim() ?? '',
      day: values.day,
      note: values.note.trim(),
    }));
}

/** What is wrong with a line ("2.amount" of the Go side), beside the line's own field; the rest as it came. */
export function fieldsOf(
  fields: Readonly<Record<string, string>>,
  forms: readonly desktop.OpeningForm[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, text]) => {
      const [, index = '', field = ''] = /^(?:\w+\.)?(\d+)\.(\w+)$/.exec(name) ?? [];
      const form = forms[Number(index)];
      if (!form || index === '') return [name, text];
      if (field === 'day' || field === 'note') return [field, text];
      const key = form.of === 'member' ? amountKeys.member(form.memberId) : form.of;
      return [`amounts.${key}`, text];
    }),
  );
}
