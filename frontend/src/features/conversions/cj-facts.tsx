import type { Fact } from '../../components/facts';
import { Term } from '../../components/term';
import type { Format } from '../../lib/format';
import type { desktop } from '../../wailsjs/go/models';

/** CJ's action types, as a person says them. */
const actions: Readonly<Record<string, string>> = {
  sim_sale: 'Sale',
  item_sale: 'Sale, item by item',
  sim_lead: 'Lead',
  item_lead: 'Lead, item by item',
  bonus: 'Bonus from CJ',
  perf_inc: 'Performance incentive from CJ',
  click: 'Click',
  imp: 'View',
};

/** Whether CJ pays it on top of sales. */
export function isBonus(actionType: string): boolean {
  return actionType === 'bonus' || actionType === 'perf_inc';
}

const validations: Readonly<Record<string, string>> = {
  PENDING: 'Waits until the brand accepts it',
  ACCEPTED: 'Accepted by the brand',
  DECLINED: 'Declined by the brand: it counts nothing',
};

/** What CJ says of a sale beside its status and amounts. */
export function cjFacts(row: desktop.ConversionRow, format: Format): Fact[] {
  return [
    ...(row.locksOn
      ? [
          {
            label: row.cjStatus === 'locked' || row.cjStatus === 'closed' ? 'Locked on' : 'Locks on',
            value: (
              <>
                {format.day(row.locksOn)}
                {row.locking && <span className="dim"> · {row.locking}</span>}
              </>
            ),
          },
        ]
      : []),
    ...(row.validation
      ? [{ label: 'Brand’s word', value: validations[row.validation] ?? row.validation }]
      : []),
    ...(row.receivedOn ? [{ label: 'CJ paid on', value: format.day(row.receivedOn) }] : []),
    ...(row.actionType ? [{ label: 'CJ’s action', value: actions[row.actionType] ?? row.actionType }] : []),
    ...(row.pid
      ? [
          {
            key: 'pid',
            label: <Term explanation="The promotional property at CJ that the sale came by.">PID</Term>,
            value: <span className="mono">{row.pid}</span>,
          },
        ]
      : []),
  ];
}
