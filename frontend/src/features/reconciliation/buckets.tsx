import { Chips } from '../../components/chips';
import { type Column, DataTable } from '../../components/data-table';
import { moneyColumn } from '../../components/money-column';
import { Term } from '../../components/term';
import { commonCurrency, isZero, sumMoney } from '../../lib/money';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './buckets.module.css';

interface BucketTableProps {
  buckets: desktop.BucketView[];
  onOpen: (key: string) => void;
}

/** What the comparison found, by kind, with the totals of every source. */
export function BucketTable({ buckets, onOpen }: BucketTableProps) {
  const format = useFormat();
  const total = (amount: (bucket: desktop.BucketView) => desktop.Money) => {
    const first = buckets[0] && amount(buckets[0]);
    if (!first || !commonCurrency(buckets.map(amount))) return undefined;
    return format.amount(sumMoney(buckets.map(amount), first));
  };
  const sums = (key: 'cj' | 'postback' | 'shop' | 'commission', title: string) => {
    const column = moneyColumn({ key, title, rows: buckets, amount: (row) => row[key], format });
    return {
      ...column,
      cell: (row: desktop.BucketView) =>
        isZero(row[key]) ? <span className="dim">–</span> : column.cell(row),
      compare: undefined,
      total: total((row) => row[key]),
    };
  };
  const columns: Column<desktop.BucketView>[] = [
    {
      key: 'bucket',
      head: 'What was found',
      cell: (row) => (
        <span className={styles.bucket}>
          <strong>{row.label}</strong>
          <span className="dim">{row.means}</span>
        </span>
      ),
      total: 'Total',
    },
    {
      key: 'cases',
      head: 'Sales',
      numeric: true,
      cell: (row) => (row.cases > 0 ? format.count(row.cases) : <span className="dim">–</span>),
      total: format.count(buckets.reduce((sum, row) => sum + row.cases, 0)),
    },
    {
      key: 'open',
      head: <Term explanation="Nobody has decided on these yet.">To decide</Term>,
      numeric: true,
      cell: (row) =>
        toDecide(row) > 0 ? <strong>{format.count(toDecide(row))}</strong> : <span className="dim">–</span>,
      total: format.count(buckets.reduce((sum, row) => sum + toDecide(row), 0)),
    },
    sums('cj', 'CJ'),
    { ...sums('commission', 'Commission'), wide: true },
    sums('postback', 'Postbacks'),
    sums('shop', 'Shop'),
  ];
  return (
    <DataTable
      label="What was found"
      columns={columns}
      rows={buckets}
      rowId={(row) => row.key}
      rowName={(row) => `${row.label}, ${row.cases} sales`}
      onOpen={(row) => onOpen(row.key)}
    />
  );
}

/** What nobody has to look at: what agrees on all sides. */
function toDecide(bucket: desktop.BucketView): number {
  return bucket.key === 'matched' ? 0 : bucket.cases - bucket.decided;
}

interface BucketChipsProps {
  buckets: desktop.BucketView[];
  value: string;
  onChange: (key: string) => void;
}

/** The kinds as chips, to go from one to the next. */
export function BucketChips({ buckets, value, onChange }: BucketChipsProps) {
  const { count } = useFormat();
  return (
    <div className={styles.chips}>
      <Chips
        label="What was found"
        value={value}
        onChange={onChange}
        options={[
          { value: '', label: 'Overview' },
          ...buckets.map(({ key, label, cases }) => ({ value: key, label: `${label} ${count(cases)}` })),
        ]}
      />
    </div>
  );
}
