import { Button, TextInput } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';

import { useLookNow, useTellOrder } from '../../lib/api/checks';
import { openInBrowser } from '../../lib/runtime';
import type { desktop } from '../../wailsjs/go/models';
import styles from './purchase.module.css';

/** What a person does while a check waits for their purchase, and for the sale that comes of it. */
export function Purchase({ check }: { check: desktop.CheckView }) {
  const [number, setNumber] = useState('');
  const tell = useTellOrder();
  const look = useLookNow();
  const send = (event: FormEvent) => {
    event.preventDefault();
    tell.mutate({ id: check.id, orderId: number }, { onSuccess: () => setNumber('') });
  };
  return (
    <div className={styles.purchase}>
      {check.buying && (
        <Button
          component="a"
          href={check.link}
          target="_blank"
          rel="noopener"
          variant="filled"
          rightSection={<IconExternalLink size={14} aria-hidden />}
          onClick={(event) => {
            event.preventDefault();
            openInBrowser(check.link);
          }}
        >
          Open the product page
        </Button>
      )}
      {!check.orderId && (
        <form onSubmit={send} className={styles.order}>
          <TextInput
            aria-label="Order number"
            placeholder="Order number, if you have it"
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
            error={tell.error?.fields?.orderId ?? tell.error?.message}
            w={232}
          />
          <Button type="submit" loading={tell.isPending} disabled={number.trim() === ''}>
            This is my order
          </Button>
        </form>
      )}
      <Button variant="subtle" loading={look.isPending} onClick={() => look.mutate(check.id)}>
        Look now
      </Button>
    </div>
  );
}
