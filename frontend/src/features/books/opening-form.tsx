import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';

import { DayField } from '../../components/day-field';
import { FormProblem } from '../../components/form-problem';
import { useAddOpenings } from '../../lib/api/books';
import { useMembers } from '../../lib/api/members';
import { useWorkspace } from '../../lib/api/workspace';
import { toAppError } from '../../lib/app-error';
import { zeroText } from '../../lib/money';
import { dayIn } from '../../lib/period';
import styles from './opening-form.module.css';
import { amountKeys, fieldsOf, formsOf, type OpeningValues } from './opening-lines';
import { OpeningTotals } from './opening-totals';

/** Many balances at once: the wallet, CJ, and each member that is owed something. All are saved, or none. */
export function OpeningForm() {
  const workspace = useWorkspace().data;
  const members = useMembers().data ?? [];
  const add = useAddOpenings();
  const [chosen, setChosen] = useState<string[]>([]);
  const form = useForm<OpeningValues>({
    mode: 'controlled',
    initialValues: {
      day: workspace ? dayIn(workspace.timeZone, workspace.now) : '',
      note: '',
      amounts: {},
    },
  });
  const currency = workspace?.currency ?? '';
  const lines = [
    { key: amountKeys.wallet, label: 'Balance to pay from', hint: 'On your account, kept for members.' },
    { key: amountKeys.cj, label: 'Locked at CJ, not paid yet', hint: 'What CJ still owes you.' },
    ...chosen.map((id) => ({
      key: amountKeys.member(id),
      label: members.find((member) => member.id === id)?.name ?? id,
      hint: '',
    })),
  ];
  const forms = formsOf(
    form.values,
    lines.map((line) => line.key),
  );
  const send = form.onSubmit(async () => {
    try {
      await add.mutateAsync(forms);
    } catch (thrown) {
      form.setErrors(fieldsOf(toAppError(thrown).fields, forms));
      return;
    }
    setChosen([]);
    form.setValues({ amounts: {}, note: '' });
  });
  return (
    <form onSubmit={send} noValidate className={styles.form} aria-label="Opening balances">
      <div className={styles.shared}>
        <DayField label="Balances at the end of" {...form.getInputProps('day')} />
        <TextInput label="Note" placeholder="From the spreadsheet" {...form.getInputProps('note')} />
      </div>
      <div className={styles.lines}>
        {lines.map((line) => (
          <div key={line.key} className={styles.line}>
            <span>
              {line.label}
              {line.hint && <span className={styles.hint}>{line.hint}</span>}
            </span>
            <TextInput
              aria-label={`${line.label} (${currency})`}
              inputMode="decimal"
              placeholder={`${zeroText(currency)} ${currency}`}
              classNames={{ input: styles.amount }}
              value={form.values.amounts[line.key] ?? ''}
              error={form.errors[`amounts.${line.key}`]}
              onChange={(event) => {
                const text = event.currentTarget.value;
                form.clearFieldError(`amounts.${line.key}`);
                form.setValues((before) => ({ amounts: { ...before.amounts, [line.key]: text } }));
              }}
            />
          </div>
        ))}
        <MultiSelect
          label="Members who are owed something"
          description="A minus in front of an amount means that the member owes you."
          placeholder={chosen.length === 0 ? 'Choose members' : undefined}
          searchable
          clearable
          hidePickedOptions
          data={members.map((member) => ({ value: member.id, label: member.name }))}
          value={chosen}
          onChange={setChosen}
        />
      </div>
      <OpeningTotals forms={forms} currency={currency} />
      <FormProblem error={add.error} />
      <Button
        type="submit"
        variant="filled"
        loading={add.isPending}
        disabled={forms.length === 0}
        w="fit-content"
      >
        {saveWords(forms.length)}
      </Button>
    </form>
  );
}

function saveWords(lines: number): string {
  if (lines === 0) return 'Save opening balances';
  return lines === 1 ? 'Save 1 opening balance' : `Save ${lines} opening balances`;
}
