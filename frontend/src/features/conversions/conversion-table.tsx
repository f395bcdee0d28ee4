import { type Column, DataTable, type Selection } from '../../components/data-table';
import { NotSynced, TestMark } from '../../components/marks';
import { moneyColumn } from '../../components/money-column';
import { NamedCell } from '../../components/named-cell';
import { Status } from '../../components/status';
import { Term } from '../../components/term';
import { useWorkspace } from '../../lib/api/workspace';
import type { PagedRows } from '../../lib/paged-rows';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { isBonus } from './cj-facts';
import { ConversionStatus } from './conversion-status';

interface ConversionTableProps {
  list: PagedRows<desktop.ConversionRow>;
  openId?: string;
  onOpen: (id: string) => void;
  selection: Selection;
}

/** The list of conversions. */
export function ConversionTable({ list, openId, onOpen, selection }: ConversionTableProps) {
  const format = useFormat();
  const now = useWorkspace().data?.now ?? '';
  const rows = list.loaded;
  const columns: Column<desktop.ConversionRow>[] = [
    {
      key: 'day',
      head: <Term explanation="The day of the sale at CJ, in the workspace’s time zone.">Sale day</Term>,
      cell: (row) => <span className="num">{format.shortDay(row.saleDay, now)}</span>,
      compare: (a, b) => a.saleDay.localeCompare(b.saleDay),
    },
    {
      key: 'member',
      head: 'Member',
      cell: (row) => (
        <NamedCell
          name={whose(row)}
          marks={
            <>
              <TestMark test={row.test} />
              <NotSynced synced={row.synced} compact />
            </>
          }
        />
      ),
      compare: (a, b) => whose(a).localeCompare(whose(b)),
    },
    {
      key: 'order',
      head: <Term explanation="The shop’s own number of the order.">Order id</Term>,
      cell: (row) =>
        row.orderId ? <span className="mono">{row.orderId}</span> : <span className="dim">–</span>,
    },
    moneyColumn({ key: 'sale', title: 'Sale', rows, amount: (row) => row.sale, format }),
    moneyColumn({ key: 'payout', title: 'Payout', rows, amount: (row) => row.payout, format }),
    { key: 'status', head: 'Status', cell: (row) => <ConversionStatus of={row.status} /> },
    {
      key: 'cj',
      head: <Term explanation="What CJ’s own list says. Locked means that CJ will pay.">CJ status</Term>,
      cell: (row) => <Status of={`cj:${row.cjStatus}`} />,
    },
    {
      key: 'locks',
      wide: true,
      head: <Term explanation="When the sale becomes final at CJ.">Locks on</Term>,
      cell: (row) => <span className="num">{format.shortDay(row.locksOn, now)}</span>,
      compare: (a, b) => a.locksOn.localeCompare(b.locksOn),
    },
    { key: 'payment', head: 'Payment', cell: (row) => <Status of={`pay:${row.payment}`} /> },
  ];
  return (
    <DataTable
      label="Conversions"
      columns={columns}
      rows={list}
      rowId={(row) => row.id}
      rowName={(row) => `${whose(row)}, order ${row.orderId || 'without id'}, ${row.saleDay}`}
      openId={openId}
      onOpen={(row) => onOpen(row.id)}
      selection={selection}
    />
  );
}

/** Whose sale it is: the member's, or the promo code's where no click is known. */
export function whose({ memberName, promoCode, actionType }: desktop.ConversionRow): string {
  if (!memberName && isBonus(actionType)) return 'Bonus from CJ';
  return memberName || (promoCode ? `Promo code ${promoCode}` : 'No member');
}
