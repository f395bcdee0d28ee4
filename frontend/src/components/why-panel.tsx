import { Button } from '@mantine/core';
import { Link, useLocation } from 'wouter';

import { useWhy } from '../lib/api/reports';
import { conversionsPath } from '../lib/conversions-path';
import { figureAlone } from '../lib/figure';
import { useFormat } from '../lib/use-format';
import type { desktop } from '../wailsjs/go/models';
import { type Fact, Facts } from './facts';
import { Loaded } from './loaded';
import { Section } from './section';
import { SidePanel } from './side-panel';
import type { WhyOf } from './why';
import styles from './why.module.css';

/** Where one figure comes from: formula, numbers, rows, rules, accounts, and how fresh each source is. */
export function WhyPanel({ of, onClose }: { of: WhyOf; onClose: () => void }) {
  const why = useWhy(of);
  return (
    <div className={styles.over}>
      <SidePanel
        title={why.data ? `Why this number? ${why.data.label}` : 'Why this number?'}
        onClose={onClose}
      >
        <Loaded query={why}>{(data) => <Explained why={data} />}</Loaded>
      </SidePanel>
    </div>
  );
}

function Explained({ why }: { why: desktop.WhyView }) {
  const format = useFormat();
  return (
    <>
      <p className={styles.value}>{figureAlone(format, why.value, why.unit, why.currency)}</p>
      {why.value.missing && <p>{why.value.missing}</p>}
      <p className={styles.explanation}>{why.explanation}</p>
      <Section title="How it is worked out">
        <p className={styles.formula}>
          <strong>{why.formula}</strong>
          {why.numbers && format.sentence(why.numbers)}
        </p>
        {why.terms.length > 1 && <Terms terms={why.terms} currency={why.currency} />}
      </Section>
      {why.notes.map((note) => (
        <p key={note.code + note.text} className={styles.small}>
          {note.text}
        </p>
      ))}
      <Section title="What it counts">
        <Facts facts={counted(why, format)} />
      </Section>
      <Rows rows={why.rows} />
      <Rules rules={why.rules} />
      <Accounts accounts={why.accounts} />
      <Section title="Sources">
        <Facts
          facts={why.sources.map(({ name, asOf }) => ({
            label: name,
            value: asOf ? `as of ${format.dateTime(asOf)}` : 'not read yet',
          }))}
        />
      </Section>
    </>
  );
}

function counted(why: desktop.WhyView, { day }: ReturnType<typeof useFormat>): Fact[] {
  const { from, to } = why.period;
  return [
    ...(from || to ? [{ label: 'Days', value: from === to ? day(from) : `${day(from)} to ${day(to)}` }] : []),
    ...(why.filters.length > 0 ? [{ label: 'Narrowed to', value: why.filters.join('; ') }] : []),
    ...(why.basis ? [{ label: 'Which day counts', value: why.basis }] : []),
    ...(why.asOf ? [{ label: 'As of', value: why.asOf }] : []),
    { label: 'Rounding', value: why.rounding },
  ];
}

function Terms({ terms, currency }: { terms: desktop.WhyTerm[]; currency: string }) {
  const format = useFormat();
  return (
    <table className={styles.terms}>
      <tbody>
        {terms.map((term) => (
          <tr key={`${term.under} ${term.name}`}>
            <th scope="row">
              {term.name}
              {term.under && ' (divided by)'}
            </th>
            <td>{figureAlone(format, term.value, term.unit, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rows({ rows }: { rows: desktop.WhyRows[] }) {
  const { count } = useFormat();
  const [, go] = useLocation();
  return rows.map((row) => (
    <Section key="rows" title="Rows behind it">
      <Button onClick={() => go(conversionsPath(row.filter))}>
        {row.count === 1 ? 'Show the conversion' : `Show the ${count(row.count)} conversions`}
      </Button>
    </Section>
  ));
}

/** How many versions of rules stand here; the others are on their offers. */
const mostRules = 8;

function Rules({ rules }: { rules: desktop.WhyRule[] }) {
  const { money, count, day } = useFormat();
  if (rules.length === 0) return null;
  return (
    <Section title="Payout rules behind it">
      <ul className={styles.list}>
        {rules.slice(0, mostRules).map((rule) => (
          <li
            key={`${rule.offerId} ${rule.for} ${rule.version} ${rule.words} ${rule.amount.currency}`}
            className={styles.item}
          >
            <span className={styles.itemHead}>
              <Link href={`/offers/payout-rules?offer=${encodeURIComponent(rule.offerId)}`}>
                {rule.offerName || 'An offer that is not here any more'}
              </Link>
              <span className="num">{money(rule.amount)}</span>
            </span>
            <span>{rule.words}</span>
            <span className={styles.small}>
              {rule.for && `${rule.for} · `}
              {rule.version > 0 && `version ${count(rule.version)}`}
              {rule.validFrom && `, from ${day(rule.validFrom)} on`} · {count(rule.payouts)}{' '}
              {rule.payouts === 1 ? 'conversion' : 'conversions'}
            </span>
          </li>
        ))}
      </ul>
      {rules.length > mostRules && <p className="dim">and {count(rules.length - mostRules)} more</p>}
    </Section>
  );
}

function Accounts({ accounts }: { accounts: desktop.WhyAccount[] }) {
  const { money } = useFormat();
  if (accounts.length === 0) return null;
  return (
    <Section title="Accounts of the books">
      <ul className={styles.list}>
        {accounts.map((account) => (
          <li key={account.account} className={styles.item}>
            <span className={styles.itemHead}>
              <Link
                href={`/books?currency=${account.currency}&account=${encodeURIComponent(account.account)}`}
              >
                {account.title}
              </Link>
              <span className="num">{money(account.amount)}</span>
            </span>
            <span className={styles.small}>
              {account.meaning} Counted: {account.counted}.
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
