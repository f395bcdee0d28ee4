import type { Column } from '../../components/data-table';
import { NotSynced, TestMark } from '../../components/marks';
import { moneyColumn } from '../../components/money-column';
import { NamedCell } from '../../components/named-cell';
import { Status } from '../../components/status';
import { Term } from '../../components/term';
import { useWorkspace } from '../../lib/api/workspace';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { isBonus } from './cj-facts';
import { ConversionStatus } from './conversion-status';

/** The columns of the list of conversions; the rows that are here say which currency stands in the heads. */
export function useConversionColumns(
  rows: readonly desktop.ConversionRow[],
): readonly Column<desktop.ConversionRow>[] {
  const format = useFormat();
  const now = useWorkspace().data?.now ?? '';
  return [
    {
      key: 'day',
      name: 'Sale day',
      sortable: true,
      head: <Term explanation="The day of the sale at CJ, in the workspace’s time zone.">Sale day</Term>,
      cell: (row) => <span className="num">{format.shortDay(row.saleDay, now)}</span>,
    },
    {
      key: 'member',
      fixed: true,
      sortable: true,
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
    },
    {
      key: 'order',
      name: 'Order id',
      sortable: true,
      head: <Term explanation="The shop’s own number of the order.">Order id</Term>,
      cell: (row) =>
        row.orderId ? <span className="mono">{row.orderId}</span> : <span className="dim">–</span>,
    },
    {
      ...moneyColumn({ key: 'sale', title: 'Sale', rows, amount: (row) => row.sale, format }),
      sortable: true,
    },
    moneyColumn({ key: 'payout', title: 'Payout', rows, amount: (row) => row.payout, format }),
    { key: 'status', sortable: true, head: 'Status', cell: (row) => <ConversionStatus of={row.status} /> },
    {
      key: 'cj',
      name: 'CJ status',
      head: <Term explanation="What CJ’s own list says. Locked means that CJ will pay.">CJ status</Term>,
      cell: (row) => <Status of={`cj:${row.cjStatus}`} />,
    },
    {
      key: 'locks',
      name: 'Locks on',
      sortable: true,
      wide: true,
      head: <Term explanation="When the sale becomes final at CJ.">Locks on</Term>,
      cell: (row) => <span className="num">{format.shortDay(row.locksOn, now)}</span>,
    },
    { key: 'payment', head: 'Payment', cell: (row) => <Status of={`pay:${row.payment}`} /> },
  ];
}

/** Whose sale it is: the member's, or the promo code's where no click is known. */
export function whose({ memberName, promoCode, actionType }: desktop.ConversionRow): string {
  if (!memberName && isBonus(actionType)) return 'Bonus from CJ';
  return memberName || (promoCode ? `Promo code ${promoCode}` : 'No member');
}
