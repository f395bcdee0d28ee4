import { type Column, DataTable } from '../../components/data-table';
import { moneyColumn } from '../../components/money-column';
import { Section } from '../../components/section';
import { Term } from '../../components/term';
import type { Format } from '../../lib/format';
import { compareMoney, isNegative, isZero, type Money, negated, subtractMoney } from '../../lib/money';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './what-if.module.css';

/** What a replay came to: the cost, who gains and who loses. */
export function WhatIfResult({ run }: { run: desktop.WhatIfView }) {
  const format = useFormat();
  const { count, day } = format;
  if (run.conversions === 0) {
    return (
      <p role="status">There is no sale of this offer in that time, so nothing would have been different.</p>
    );
  }
  return (
    <div role="status">
      {run.totals.map((total) => (
        <Total key={total.currency} total={total} format={format} />
      ))}
      <p className="dim">
        {count(run.changed)} of {count(run.conversions)} conversions would have earned otherwise.{' '}
        {run.from ? `Sale days ${day(run.from)} to ${day(run.to)}` : `Sale days up to ${day(run.to)}`}
        {run.millis >= 100 && `, replayed in ${(run.millis / 1000).toFixed(1)} s`}.
      </p>
      {run.members.length > 0 && <Members run={run} format={format} />}
    </div>
  );
}

function Total({ total, format }: { total: desktop.WhatIfTotal; format: Format }) {
  const { money } = format;
  const { now, proposed, difference, commission } = total;
  const left = subtractMoney(commission, proposed);
  const sums = [
    { label: 'Sales', value: money(total.sales) },
    {
      label: (
        <Term explanation="What CJ pays the publisher account for the same sales.">CJ’s commission</Term>
      ),
      key: 'commission',
      value: money(commission),
    },
    { label: 'Payouts as they are', value: money(now) },
    { label: 'Payouts with this rule', value: money(proposed), strong: true },
    { label: 'Difference', value: signed(difference, format), strong: true },
    { label: 'Left of CJ’s commission', value: money(left), short: isNegative(left) },
  ];
  return (
    <section aria-label={`Cost in ${total.currency}`}>
      <p className={styles.verdict}>{verdict(difference, money)}</p>
      <dl className={styles.sums}>
        {sums.map(({ key, label, value, strong, short }) => [
          <dt key={`${key ?? label} name`} data-strong={strong}>
            {label}
          </dt>,
          <dd key={`${key ?? label} value`} data-strong={strong} className={short ? styles.short : undefined}>
            {value}
          </dd>,
        ])}
      </dl>
      {isNegative(left) && (
        <p className={styles.short} role="alert">
          The payouts would have come to more than CJ pays for these sales.
        </p>
      )}
      <p>{whoGains(total)}</p>
    </section>
  );
}

function verdict(difference: Money, money: (amount: Money) => string) {
  if (isZero(difference)) return 'It would have cost the same.';
  const less = isNegative(difference);
  return (
    <>
      It would have cost <strong className="num">{money(less ? negated(difference) : difference)}</strong>{' '}
      {less ? 'less' : 'more'}.
    </>
  );
}

function whoGains({ gain, lose, same }: desktop.WhatIfTotal): string {
  const members = (count: number) => (count === 1 ? '1 member' : `${count} members`);
  return `${members(gain)} would have earned more, ${members(lose)} less, ${members(same)} the same.`;
}

function Members({ run, format }: { run: desktop.WhatIfView; format: Format }) {
  const rows = run.members;
  const column = { rows, format };
  const columns: Column<desktop.WhatIfMember>[] = [
    { key: 'name', head: 'Member', cell: (row) => row.memberName },
    {
      key: 'conversions',
      head: 'Conversions',
      numeric: true,
      cell: (row) => format.count(row.conversions),
      compare: (a, b) => a.conversions - b.conversions,
    },
    moneyColumn({ ...column, key: 'now', title: 'Now', amount: (row) => row.now }),
    moneyColumn({ ...column, key: 'then', title: 'With it', amount: (row) => row.proposed }),
    {
      key: 'difference',
      head: 'Difference',
      numeric: true,
      cell: ({ difference }) => (
        <span className={isNegative(difference) ? styles.less : styles.more}>
          {signed(difference, format, true)}
        </span>
      ),
      compare: (a, b) => compareMoney(a.difference, b.difference),
    },
  ];
  return (
    <Section title="Who gains, who loses">
      <DataTable
        flush
        label="Who gains, who loses"
        columns={columns}
        rows={rows}
        rowId={(row) => `${row.memberId} ${row.now.currency}`}
        rowName={(row) => row.memberName}
      />
      {run.moreMembers > 0 && (
        <p className="dim">And {format.count(run.moreMembers)} more with smaller differences.</p>
      )}
    </Section>
  );
}

/** "+12.50": which way a difference goes is seen at once. */
function signed(difference: Money, { money, amount }: Format, bare = false): string {
  const text = bare ? amount(difference) : money(difference);
  return isNegative(difference) || isZero(difference) ? text : `+${text}`;
}
