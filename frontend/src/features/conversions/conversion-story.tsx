import { Section } from '../../components/section';
import { Status } from '../../components/status';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './conversion-story.module.css';

const sources: Record<string, string> = { postback: 'Postback', cj: 'CJ', you: 'You' };

/** What happened, in its order: ours at the left, CJ’s at the right. */
export function History({ items }: { items: desktop.HistoryItem[] }) {
  const { dateTime } = useFormat();
  if (items.length === 0) return null;
  return (
    <Section title="History">
      <div className={styles.sides} aria-hidden>
        <span>Here</span>
        <span>At CJ</span>
      </div>
      <ol className={styles.history}>
        {items.map((item) => (
          <li key={`${item.at} ${item.what}`} data-at-cj={item.source === 'cj' || undefined}>
            <span>{item.what}</span>
            <span className={styles.when}>
              {sources[item.source] ?? item.source} · {dateTime(item.at)}
            </span>
          </li>
        ))}
      </ol>
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
