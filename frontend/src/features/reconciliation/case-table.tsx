import { type Column, DataTable, type Selection } from '../../components/data-table';
import { NotSynced } from '../../components/marks';
import { moneyColumn } from '../../components/money-column';
import { Term } from '../../components/term';
import { useWorkspace } from '../../lib/api/workspace';
import type { Format } from '../../lib/format';
import { commonCurrency } from '../../lib/money';
import type { PagedRows } from '../../lib/paged-rows';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './cases.module.css';

interface CaseTableProps {
  list: PagedRows<desktop.CaseRow>;
  outcomes: desktop.OutcomeChoice[];
  openKey?: string;
  onOpen: (key: string) => void;
  onKey: (row: desktop.CaseRow, key: string) => boolean;
  selection: Selection;
}

/** Sales as the three sources have them, side by side. */
export function CaseTable({ list, outcomes, openKey, onOpen, onKey, selection }: CaseTableProps) {
  const format = useFormat();
  const rows = list.loaded;
  const now = useWorkspace().data?.now ?? '';
  const columns: Column<desktop.CaseRow>[] = [
    { key: 'day', head: 'Day', cell: (row) => <span className="num">{format.shortDay(row.day, now)}</span> },
    {
      key: 'order',
      head: <Term explanation="The shop’s own number of the order.">Order id</Term>,
      cell: (row) =>
        row.orderId ? <span className="mono">{row.orderId}</span> : <span className="dim">–</span>,
    },
    {
      key: 'member',
      wide: true,
      head: 'Member',
      cell: (row) => row.memberName || <span className="dim">–</span>,
    },
    side('cj', 'CJ', rows, format),
    side('postback', 'Postback', rows, format),
    side('shop', 'Shop', rows, format),
    {
      ...moneyColumn({
        key: 'difference',
        title: 'Difference',
        rows,
        amount: (row) => row.difference,
        format,
      }),
      wide: true,
    },
    {
      key: 'by',
      head: <Term explanation="What says that these are one sale, and how sure that is.">Matched by</Term>,
      cell: (row) =>
        row.by ? (
          <span className="num">
            {row.by} <span className="dim">{row.confidence} %</span>
          </span>
        ) : (
          <span className="dim">–</span>
        ),
    },
    {
      key: 'outcome',
      head: 'Decision',
      cell: (row) => (
        <span className={styles.outcome}>
          {row.changed ? (
            <Term
              explanation={`The sources have it otherwise since “${labelOf(outcomes, row.outcome)}” was decided.`}
            >
              Decide again
            </Term>
          ) : row.outcome ? (
            labelOf(outcomes, row.outcome)
          ) : (
            <span className="dim">–</span>
          )}
          {row.outcome && <NotSynced synced={row.synced} compact />}
        </span>
      ),
    },
  ];
  return (
    <DataTable
      label="Sales"
      columns={columns}
      rows={list}
      rowId={(row) => row.key}
      rowName={(row) => `Order ${row.orderId || 'without id'}, ${row.day}`}
      openId={openKey}
      onOpen={(row) => onOpen(row.key)}
      onKey={onKey}
      selection={selection}
    />
  );
}

/** A source's amount; a dash where it does not have the sale. */
function side(
  key: 'cj' | 'postback' | 'shop',
  title: string,
  rows: readonly desktop.CaseRow[],
  format: Format,
): Column<desktop.CaseRow> {
  const currency = commonCurrency(rows.filter((row) => row[key].has).map((row) => row[key].amount));
  return {
    key,
    head: currency ? `${title} (${currency})` : title,
    numeric: true,
    cell: (row) => {
      if (!row[key].has) return <span className="dim">–</span>;
      const text = (amount: desktop.Money) => (currency ? format.amount(amount) : format.money(amount));
      const told = row[key].counts.filter(({ amount }) => amount.currency !== '');
      if (told.length < 2) return text(row[key].amount);
      return told.map((count) => (
        <div key={count.tracker} title={`Action tracker ${count.tracker}`}>
          {text(count.amount)}
        </div>
      ));
    },
  };
}

export function labelOf(outcomes: desktop.OutcomeChoice[], value: string): string {
  return outcomes.find((outcome) => outcome.value === value)?.label ?? value;
}
