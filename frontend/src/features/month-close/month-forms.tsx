import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';

import { FormProblem } from '../../components/form-problem';
import { Section } from '../../components/section';
import { useSaveMonth } from '../../lib/api/months';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './month-close.module.css';

/** Makes the figures of a month stand. */
export function CloseForm({ month }: { month: desktop.MonthRow }) {
  const [note, setNote] = useState('');
  const save = useSaveMonth();
  const send = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ month: month.month, close: true, reason: note, seen: month.seen });
  };
  return (
    <form className={styles.form} onSubmit={send} aria-label={`Close ${month.name}`}>
      <TextInput
        label="Note"
        description="Stands beside the month and in its report. May stay empty."
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <FormProblem error={save.error} />
      <Button type="submit" variant="filled" loading={save.isPending}>
        Close {month.name}
      </Button>
    </form>
  );
}

/** Opens a closed month again, with a reason. */
export function OpenForm({ month }: { month: desktop.MonthRow }) {
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const save = useSaveMonth();
  const send = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ month: month.month, close: false, reason, seen: month.seen });
  };
  if (!asking) {
    return (
      <div>
        <Button onClick={() => setAsking(true)}>Open it again…</Button>
      </div>
    );
  }
  return (
    <Section title="Open it again">
      <form className={styles.form} onSubmit={send} aria-label={`Open ${month.name} again`} noValidate>
        <p className="dim">
          What becomes known from then on counts on its own day again. Adjustments that came while it was
          closed stay where they are{month.asOf && `; the report as of ${format.day(month.asOf)} stays, too`}.
        </p>
        <TextInput
          label="Why"
          withAsterisk
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={save.error?.fields.reason}
        />
        <FormProblem error={save.error} />
        <Button type="submit" variant="filled" loading={save.isPending}>
          Open {month.name} again
        </Button>
      </form>
    </Section>
  );
}
