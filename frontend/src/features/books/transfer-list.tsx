import { Button, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { Cause } from '../../components/cause';
import { CopyButton } from '../../components/copy-button';
import { Facts } from '../../components/facts';
import { LoadingLines } from '../../components/loading';
import { Problem } from '../../components/problem';
import { Status } from '../../components/status';
import { useTransfers } from '../../lib/api/books';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { movement } from './movement';
import styles from './transfer-list.module.css';

interface TransferListProps {
  filter: Parameters<typeof useTransfers>[0];
  account: desktop.BookAccount;
}

/** The transfers of an account, newest first: what caused each, and what it did to the account. */
export function TransferList({ filter, account }: TransferListProps) {
  const transfers = useTransfers(filter);
  const { count } = useFormat();
  const [open, setOpen] = useState('');
  const pages = transfers.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.rows);
  const total = pages.at(-1)?.total ?? 0;
  if (transfers.isError) {
    return <Problem error={transfers.error} onRetry={() => void transfers.refetch()} />;
  }
  if (!transfers.data) return <LoadingLines lines={4} />;
  if (rows.length === 0) return <p className="dim">No transfer in this period.</p>;
  return (
    <>
      <ul className={styles.transfers} aria-label="Transfers">
        {rows.map((row) => (
          <Transfer
            key={row.id}
            row={row}
            account={account}
            open={open === row.id}
            onToggle={() => setOpen(open === row.id ? '' : row.id)}
          />
        ))}
      </ul>
      <div className={styles.foot}>
        {count(rows.length)} of {count(total)}
        {transfers.hasNextPage && (
          <Button
            size="compact-xs"
            loading={transfers.isFetchingNextPage}
            onClick={() => void transfers.fetchNextPage()}
          >
            Show more
          </Button>
        )}
      </div>
    </>
  );
}

interface TransferProps {
  row: desktop.BookTransfer;
  account: desktop.BookAccount;
  open: boolean;
  onToggle: () => void;
}

function Transfer({ row, account, open, onToggle }: TransferProps) {
  const { amount, day } = useFormat();
  const { other, signed } = movement(row, account);
  return (
    <li data-open={open || undefined}>
      <UnstyledButton className={styles.transfer} aria-expanded={open} onClick={onToggle}>
        <span className={styles.line}>
          <span className={styles.cause}>{row.causeTitle}</span>
          <span className="num" data-faint={row.state === 'posted' ? undefined : true}>
            {amount(signed)}
          </span>
        </span>
        <span className={styles.line}>
          <span className="dim">
            {day(row.day)} · {other}
            {row.memo && ` · ${row.memo}`}
          </span>
          {row.state !== 'posted' && <Status of={`transfer:${row.state}`} />}
        </span>
      </UnstyledButton>
      {open && <Details row={row} />}
    </li>
  );
}

function Details({ row }: { row: desktop.BookTransfer }) {
  const { dateTime, count } = useFormat();
  return (
    <div className={styles.details}>
      <Facts
        dense
        facts={[
          {
            label: 'Caused by',
            value: <Cause kind={row.causeKind} id={row.causeId} title={row.causeTitle} />,
          },
          { label: 'Debit', value: row.debitTitle },
          { label: 'Credit', value: row.creditTitle },
          { label: 'Recorded', value: dateTime(row.recordedAt) },
          { label: 'Place', value: `transfer ${count(row.position)}, entry ${count(row.entry)} of the log` },
          {
            label: 'Hash',
            value: (
              <span className={styles.hash}>
                <span className="mono">{row.hash.slice(0, 16)}…</span>
                <CopyButton text={row.hash} label="Copy hash of this transfer" />
              </span>
            ),
          },
        ]}
      />
    </div>
  );
}
