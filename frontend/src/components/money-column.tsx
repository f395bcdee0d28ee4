import type { Format } from '../lib/format';
import { commonCurrency, compareMoney, type Money } from '../lib/money';
import type { Column } from './data-table-column';

interface MoneyColumn<Row> {
  key: string;
  title: string;
  rows: readonly Row[];
  amount: (row: Row) => Money;
  format: Format;
}

/**
 * A column of amounts: the currency stands in the head. Should a list hold
 * several currencies, each cell names its own and the column can't be sorted,
 * because amounts of different currencies have no order.
 */
export function moneyColumn<Row>({ key, title, rows, amount, format }: MoneyColumn<Row>): Column<Row> {
  const currency = commonCurrency(rows.map(amount));
  return {
    key,
    head: currency ? `${title} (${currency})` : title,
    numeric: true,
    cell: (row) => (currency ? format.amount(amount(row)) : format.money(amount(row))),
    compare: currency ? (a, b) => compareMoney(amount(a), amount(b)) : undefined,
  };
}
