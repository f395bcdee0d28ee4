import { Button } from '@mantine/core';
import { Link } from 'wouter';

import { Problem } from '../../components/problem';
import { Section } from '../../components/section';
import { Status } from '../../components/status';
import { useCallsOf } from '../../lib/api/conversions';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './conversion-story.module.css';

const sources: Record<string, string> = {
  click: 'Click',
  postback: 'Postback',
  cj: 'CJ',
  rule: 'Payout rule',
  books: 'Books',
  payment: 'Payment',
  you: 'You',
};

/** What happened, in its order and each with its source: ours at the left, CJ’s at the right. */
export function History({ items }: { items: desktop.HistoryItem[] }) {
  const { dateTime, sentence } = useFormat();
  if (items.length === 0) return null;
  return (
    <Section title="History">
      <div className={styles.sides} aria-hidden>
        <span>Here</span>
        <span>At CJ</span>
      </div>
      <ol className={styles.history}>
        {items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two things may happen alike at once, and none moves
          <li key={at} data-at-cj={item.source === 'cj' || undefined}>
            <span>{sentence(item.what)}</span>
            <span className={styles.when}>
              {item.to ? (
                <Link href={item.to}>{sources[item.source]}</Link>
              ) : (
                (sources[item.source] ?? item.source)
              )}
              {' · '}
              {item.at ? dateTime(item.at) : 'time not known'}
            </span>
            {item.facts.length > 0 && (
              <dl className={styles.facts}>
                {item.facts.map(({ label, value }) => (
                  <div key={label}>
                    <dt>{label}</dt> <dd>{sentence(value)}</dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** The postback calls as the relay got them: they stay there, so they are asked for. */
export function RawCalls({ id }: { id: string }) {
  const calls = useCallsOf(id);
  const { dateTime } = useFormat();
  return (
    <Section
      title="Postback as it came"
      aside={
        <Button size="compact-xs" loading={calls.isFetching} onClick={() => void calls.refetch()}>
          Ask the relay
        </Button>
      }
    >
      {calls.isError && <Problem error={calls.error} onRetry={() => void calls.refetch()} />}
      {calls.data?.length === 0 && (
        <span className="dim">None of the latest calls that the relay keeps told of it.</span>
      )}
      {calls.data?.map((call) => (
        <div key={call.id} className={styles.card}>
          <div className={styles.raw}>{call.request}</div>
          {call.body && <div className={styles.raw}>{call.body}</div>}
          <div className={styles.when}>
            {dateTime(call.at)} · answered: {call.reply}
          </div>
        </div>
      ))}
    </Section>
  );
}

/** CJ's own rows: the original and its corrections. */
export function CJRows({ rows }: { rows: desktop.CJRowView[] }) {
  const { money, dateTime, day } = useFormat();
  return (
    <Section title="CJ’s rows">
      {rows.length === 0 && <span className="dim">CJ has not listed this sale yet.</span>}
      {rows.map((row) => (
        <div key={row.commissionId} className={styles.card}>
          <div className={styles.cardHead}>
            <span className="mono">{row.commissionId}</span>
            <span className="dim">{row.original ? 'Original' : 'Correction'}</span>
            <Status of={`cj:${row.status}`} />
          </div>
          <div className="num">
            Sale {money(row.sale)} · commission {money(row.commission)}
          </div>
          <div className={styles.when}>
            Sold {dateTime(row.eventAt)} · posted {dateTime(row.postedAt)}
            {row.locksAt && ` · locks ${day(row.locksAt.slice(0, 10))}`}
          </div>
          {row.reason && <div className="dim">{row.reason}</div>}
        </div>
      ))}
    </Section>
  );
}

/** The rows of the books that this conversion caused. */
export function Transfers({ rows }: { rows: desktop.TransferView[] }) {
  const { money, dateTime } = useFormat();
  if (rows.length === 0) return null;
  return (
    <Section title="Books">
      {rows.map((row) => (
        <div key={row.id} className={styles.card}>
          <div className={styles.cardHead}>
            <span className="num">{money(row.amount)}</span>
            <span className="dim">{row.state}</span>
          </div>
          <div>
            Debit <span className="mono">{row.debit}</span>, credit <span className="mono">{row.credit}</span>
          </div>
          <div className={styles.when}>
            {row.cause} · {dateTime(row.at)}
          </div>
        </div>
      ))}
    </Section>
  );
}
