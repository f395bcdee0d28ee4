import { type Column, DataTable } from '../../../components/data-table';
import { moneyColumn } from '../../../components/money-column';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';

/** What is expected to move the balance, and when. */
export function ExpectedDays({ days }: { days: desktop.CashDay[] }) {
  const format = useFormat();
  const columns: Column<desktop.CashDay>[] = [
    {
      key: 'day',
      head: 'Expected',
      cell: (day) => (
        <span className="num">
          {format.day(day.day)}
          {day.until && day.until !== day.day && ` to ${format.day(day.until)}`}
        </span>
      ),
    },
    { key: 'what', head: 'What', cell: (day) => format.sentence(day.what) },
    moneyColumn({ key: 'in', title: 'CJ pays', rows: days, amount: (day) => day.in, format }),
    moneyColumn({ key: 'out', title: 'To members', rows: days, amount: (day) => day.out, format }),
    moneyColumn({ key: 'balance', title: 'Balance then', rows: days, amount: (day) => day.balance, format }),
  ];
  return (
    <DataTable
      label="Expected days"
      columns={columns}
      rows={days}
      rowId={(day) => `${day.day} ${day.what}`}
      rowName={(day) => `${format.day(day.day)}: ${day.what}`}
      flush
    />
  );
}
