import { useState } from 'react';

import { Cause } from '../../components/cause';
import { type Column, DataTable } from '../../components/data-table';
import { Status } from '../../components/status';
import { useWorkspace } from '../../lib/api/workspace';
import { isZero } from '../../lib/money';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { StatementFigures } from './statement-figures';
import styles from './statement-table.module.css';

type Row = desktop.StatementRow & { place: string };

/** A statement in one currency: the figures, then the rows, each with its why. */
export function StatementTable({ statement }: { statement: desktop.StatementCurrency }) {
  const { amount, shortDay } = useFormat();
  const now = useWorkspace().data?.now ?? '';
  const [open, setOpen] = useState('');
  const { currency } = statement;
  const rows = statement.rows.map((row, index) => ({ ...row, place: String(index) }));
  const money = (key: 'earned' | 'paid' | 'balance', title: string): Column<Row> => ({
    key,
    head: `${title} (${currency})`,
    numeric: true,
    cell: (row) => {
      if (key !== 'balance' && isZero(row[key])) return <span className="dim">–</span>;
      // What is pending is in no balance and no total.
      return <span className={row.state === 'pending' ? 'dim' : undefined}>{amount(row[key])}</span>;
    },
  });
  const columns: Column<Row>[] = [
    { key: 'day', head: 'Day', cell: (row) => <span className="num">{shortDay(row.day, now)}</span> },
    { key: 'what', head: 'What', cell: (row) => <span className={styles.what}>{row.what}</span> },
    {
      key: 'offer',
      head: 'Offer',
      wide: true,
      cell: (row) => <span className="dim">{row.offer || '–'}</span>,
    },
    { key: 'state', head: 'State', cell: (row) => <Status of={`statement:${row.state}`} /> },
    money('earned', 'Earned'),
    money('paid', 'Paid'),
    money('balance', 'Balance'),
  ];
  return (
    <section aria-label={`Statement in ${currency}`}>
      <StatementFigures statement={statement} />
      {rows.length === 0 ? (
        <p className={styles.none}>Nothing was earned or paid in this period.</p>
      ) : (
        <DataTable
          label={`Rows in ${currency}`}
          columns={columns}
          rows={rows}
          rowId={(row) => row.place}
          rowName={(row) => `${row.what}, ${row.day}`}
          openId={open}
          onOpen={(row) => setOpen(open === row.place ? '' : row.place)}
          detail={(row) => <Why row={row} />}
        />
      )}
    </section>
  );
}

function Why({ row }: { row: desktop.StatementRow }) {
  return (
    <div className={styles.why}>
      {row.explanation && <p>{row.explanation}</p>}
      <Cause kind={row.causeKind} id={row.causeId} title={causeWords[row.causeKind] ?? 'Show it'} />
    </div>
  );
}

const causeWords: Record<string, string> = {
  conversion: 'Show the conversion',
  payment: 'Show the payment',
  adjustment: 'Show the adjustment',
  clicks: 'Show the member',
  opening: 'Show the opening balances',
};
