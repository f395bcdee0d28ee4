import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';

import styles from './reason-form.module.css';

interface ReasonFormProps {
  verb: string;
  pending: boolean;
  /** What the Go side says about the reason. */
  error?: string;
  onSend: (reason: string) => void;
  onCancel: () => void;
}

/** Asks why: the reason stays with the conversion. */
export function ReasonForm({ verb, pending, error, onSend, onCancel }: ReasonFormProps) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const empty = reason.trim() === '';
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(empty);
        if (!empty) onSend(reason.trim());
      }}
    >
      <TextInput
        aria-label="Reason"
        placeholder="Reason, such as: order was returned"
        value={reason}
        error={missing && empty ? 'Enter a reason. It stays with the conversion.' : error}
        onChange={(event) => setReason(event.currentTarget.value)}
        className={styles.reason}
        size="xs"
        autoFocus
      />
      <Button type="submit" variant="filled" loading={pending}>
        {verb}
      </Button>
      <Button onClick={onCancel}>Cancel</Button>
    </form>
  );
}
