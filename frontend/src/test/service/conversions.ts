import { sumMoney } from '../../lib/money';
import type { desktop } from '../../wailsjs/go/models';
import { goError, type Services } from '../bindings';
import { conversionDetail, conversions, postbackCalls, statuses } from '../fixture/conversions';
import { usd } from '../fixture/money';
import type { Undoes } from './undo';

/** Conversions in memory: decided on, adjusted, taken back. */
export function conversionsService(full: boolean): Services['Conversions'] & Undoes {
  let rows = full ? conversions() : [];
  const before = new Map<string, desktop.ConversionRow[]>();

  const filtered = (filter: desktop.ConversionFilter) =>
    rows.filter(
      (row) =>
        (!filter.status || filter.status.split(',').includes(row.status)) &&
        (!filter.memberId || row.memberId === filter.memberId),
    );
  /** Changes what can be changed; what is paid or taken back by CJ is left, and said why. */
  const changeAll = (
    ids: readonly string[],
    next: (row: desktop.ConversionRow) => desktop.ConversionRow,
  ): desktop.BulkResult => {
    const chosen = rows.filter((row) => ids.includes(row.id));
    const why = (row: desktop.ConversionRow) =>
      row.payment === 'paid' ? 'It is paid.' : row.status === 'reversed' ? 'CJ took it back.' : '';
    const left = chosen.filter((row) => why(row) !== '');
    const changed = chosen.filter((row) => why(row) === '');
    const undo = changed.length > 0 ? `u-${before.size}` : '';
    if (undo) before.set(undo, changed);
    const now = new Map(changed.map((row) => [row.id, { ...next(row), synced: false }]));
    rows = rows.map((row) => now.get(row.id) ?? row);
    return {
      rows: rows.filter((row) => now.has(row.id)),
      changed: changed.length,
      left: left.map((row) => ({ label: row.orderId || row.id, value: why(row) })),
      undo,
    };
  };

  return {
    List: async (filter) => {
      const found = filtered(filter);
      return { rows: found.slice(filter.offset, filter.offset + (filter.limit || 200)), total: found.length };
    },
    Sums: async (filter) => {
      const found = filtered(filter);
      const counted = found.filter(({ status }) => ['pending', 'approved', 'on_hold'].includes(status));
      return {
        currencies:
          found.length === 0
            ? []
            : [
                {
                  currency: 'USD',
                  conversions: found.length,
                  counted: counted.length,
                  sales: sumMoney(
                    counted.map(({ sale }) => sale),
                    usd(0),
                  ),
                  networkCommission: sumMoney(
                    counted.map(({ networkCommission }) => networkCommission),
                    usd(0),
                  ),
                  payouts: sumMoney(
                    found.map(({ payout }) => payout),
                    usd(0),
                  ),
                },
              ],
        link: filter.linkId ? 'Ana Oliveira’s link for Autumn collection' : '',
        where: filter.where.map(({ dimension, values }) => `${dimension}: ${values.join(', ')}`),
      };
    },
    PostbackCalls: async () => (full ? postbackCalls() : []),
    CallsOf: async () => postbackCalls().filter(({ accepted }) => accepted),
    Get: async (id) => {
      const row = rows.find((candidate) => candidate.id === id);
      if (!row) throw goError('There is no such conversion.');
      return conversionDetail(row);
    },
    Decide: async ({ conversionIds, all, except = [], status, reason }) => {
      const ids = all
        ? filtered(all)
            .map((row) => row.id)
            .filter((id) => !except.includes(id))
        : conversionIds;
      return changeAll(ids, (row) => ({ ...row, status, reason }));
    },
    Adjust: async ({ conversionIds, amount, reason }) => {
      if (!/^[-+]?\d+(\.\d{1,2})?$/.test(amount)) {
        throw goError('The amount is not a number.', { amount: 'Enter an amount such as 25.00 or -25.00.' });
      }
      const cents = Math.round(Number(amount) * 100);
      return changeAll(conversionIds, (row) => ({
        ...row,
        reason,
        adjusted: usd(Number(row.adjusted.minor) + cents),
        payout: usd(Math.max(0, Number(row.payout.minor) + cents)),
      }));
    },
    takeBack: (token) => {
      const former = new Map((before.get(token) ?? []).map((row) => [row.id, row]));
      rows = rows.map((row) => former.get(row.id) ?? row);
      return former.size;
    },
    Statuses: async () => statuses(),
  };
}
