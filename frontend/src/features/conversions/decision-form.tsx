import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';

import styles from './decision-form.module.css';

interface DecisionFormProps {
  verb: string;
  pending: boolean;
  /** Asks for an amount as well, in this currency. */
  currency?: string;
  /** What the Go side says about the fields. */
  errors?: Readonly<Record<string, string>>;
  onSend: (reason: string, amount: string) => void;
  onCancel: () => void;
}

/** Asks why, and for an adjustment by how much: the reason stays with the conversion. */
export function DecisionForm({ verb, pending, currency, errors = {}, onSend, onCancel }: DecisionFormProps) {
  const [reason, setReason] = useState('');
  const [amount, setAmount] = useState('');
  const [sent, setSent] = useState(false);
  const noReason = reason.trim() === '';
  const noAmount = currency !== undefined && amount.trim() === '';
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setSent(true);
        if (!noReason && !noAmount) onSend(reason.trim(), amount.trim());
      }}
    >
      {currency !== undefined && (
        <TextInput
          aria-label={`Amount for each (${currency})`}
          placeholder={`±5.00 ${currency}`}
          inputMode="decimal"
          value={amount}
          error={sent && noAmount ? 'Enter an amount.' : errors.amount}
          onChange={(event) => setAmount(event.currentTarget.value)}
          className={styles.amount}
          autoFocus
        />
      )}
      <TextInput
        aria-label="Reason"
        placeholder={currency === undefined ? 'Reason, such as: order was returned' : 'Reason'}
        value={reason}
        error={sent && noReason ? 'Enter a reason. It stays with the conversion.' : errors.reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        className={styles.reason}
        autoFocus={currency === undefined}
      />
      <Button type="submit" variant="filled" loading={pending}>
        {verb}
      </Button>
      <Button onClick={onCancel}>Cancel</Button>
    </form>
  );
}
