import { type Column, DataTable } from '../../components/data-table';
import { Status } from '../../components/status';
import { Term } from '../../components/term';
import type { Money } from '../../lib/money';
import { amountText, countText } from '../../lib/moved';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';

interface MonthTableProps {
  months: desktop.MonthRow[];
  currency: string;
  open?: desktop.MonthRow;
  onOpen: (month: string) => void;
}

/** Months with their figures as reported in one currency, and what came after. */
export function MonthTable({ months, currency, open, onOpen }: MonthTableProps) {
  const format = useFormat();
  const figures = (row: desktop.MonthRow) => row.figures.find((one) => one.currency === currency);
  const after = (row: desktop.MonthRow) => row.after.find((one) => one.figures.currency === currency);
  const money = (
    key: 'sales' | 'commission' | 'payout' | 'margin',
    title: string,
  ): Column<desktop.MonthRow> => ({
    key,
    head: `${title} (${currency})`,
    numeric: true,
    wide: key === 'margin',
    cell: (row) => amount(figures(row)?.[key]),
  });
  const amount = (value: Money | undefined) => (value ? format.amount(value) : '–');
  const columns: Column<desktop.MonthRow>[] = [
    { key: 'month', head: 'Month', fixed: true, cell: (row) => row.name },
    { key: 'state', head: 'State', cell: (row) => <Status of={`month:${row.state}`} /> },
    {
      key: 'conversions',
      head: 'Conversions',
      numeric: true,
      cell: (row) => format.count(figures(row)?.conversions ?? 0),
    },
    money('sales', 'Sales'),
    money('commission', 'Commission'),
    money('payout', 'Payouts'),
    money('margin', 'Margin'),
    {
      key: 'after',
      name: 'Came after',
      head: (
        <Term explanation="What became known after the month was closed. It counts in the month in which it did, not in this one.">
          Came after
        </Term>
      ),
      numeric: true,
      cell: (row) => {
        const sum = after(row);
        if (!sum) return row.state === 'closed' ? <span className="dim">nothing</span> : '';
        const { conversions, sales } = sum.figures;
        return (
          <span title={`${format.count(sum.adjustments)} adjustments`}>
            {amountText(format, sales)}
            {conversions !== 0 && <span className="dim"> ({countText(format, conversions)})</span>}
          </span>
        );
      },
    },
  ];
  return (
    <DataTable
      label={`Months in ${currency}`}
      columns={columns}
      rows={months}
      rowId={(row) => row.month}
      rowName={(row) => row.name}
      openId={open?.month}
      onOpen={(row) => onOpen(row.month)}
    />
  );
}
