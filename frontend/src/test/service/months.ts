import type { desktop } from '../../wailsjs/go/models';
import { goError, type Services } from '../bindings';
import { usd } from '../fixture/money';

function figures(
  conversions: number,
  [sales = 0, commission = 0, payout = 0, margin = 0]: number[],
): desktop.MonthFigures {
  return {
    currency: 'USD',
    conversions,
    sales: usd(sales),
    commission: usd(commission),
    payout: usd(payout),
    margin: usd(margin),
  };
}

export function monthRow(changes: Partial<desktop.MonthRow> = {}): desktop.MonthRow {
  return {
    month: '2026-10',
    name: 'October 2026',
    state: 'open',
    synced: true,
    seen: 'none',
    asOf: '',
    last: '2026-10-31',
    events: [],
    figures: [figures(12, [120_000, 12_000, 6_000, 6_000])],
    after: [],
    ...changes,
  };
}

export const adjustment: desktop.MonthAdjustment = {
  known: '2026-11-09',
  month: '2026-09',
  monthName: 'September 2026',
  saleDay: '2026-09-20',
  causeKind: 'conversion',
  causeId: 'c-7',
  title: 'Order 1042 of Mia Berger',
  memberName: 'Mia Berger',
  offerName: 'Wool',
  figures: figures(0, [-4_000, -800, -400, -400]),
  statusBefore: '',
  status: '',
  why: ['CJ corrected it: returned merchandise.'],
};

export const adjustments: desktop.MonthAdjustments = {
  totals: [{ adjustments: 1, figures: adjustment.figures }],
  rows: [adjustment],
};

const none: desktop.MonthAdjustments = { totals: [], rows: [] };

/** Months in memory: one that runs, one that can be closed, and a closed one with an adjustment. */
export function monthsService(full: boolean): Services['Months'] {
  let months: desktop.MonthRow[] = full
    ? [
        monthRow({ month: '2026-11', name: 'November 2026', state: 'running', last: '2026-11-30' }),
        monthRow(),
        monthRow({
          month: '2026-09',
          name: 'September 2026',
          state: 'closed',
          seen: 'e-1',
          asOf: '2026-10-04',
          last: '2026-09-30',
          events: [
            {
              closed: true,
              at: '2026-10-04T09:00:00Z',
              day: '2026-10-04',
              who: 'Anna’s laptop',
              reason: '',
              synced: true,
            },
          ],
          after: adjustments.totals,
        }),
      ]
    : [];
  const view = (): desktop.MonthsView => ({ months, known: '2026-11-22', zone: 'Europe/Berlin' });
  return {
    List: async () => view(),
    Checks: async () => [
      { key: 'synced', ok: true, text: 'Everything is synced', detail: '', to: '/settings' },
      {
        key: 'locked',
        ok: false,
        text: '3 conversions are not locked by CJ yet',
        detail: 'They come to 310.00 USD of sales. CJ may still change them.',
        to: '/conversions',
      },
    ],
    Save: async ({ month, close, reason, seen }) => {
      if (!close && !reason) throw goError('Say why.', { reason: 'Say why: whoever has a report will ask.' });
      months = months.map((row) =>
        row.month === month
          ? {
              ...row,
              state: close ? 'closed' : 'open',
              asOf: close ? '2026-11-22' : '',
              seen: `${seen}+`,
              events: [{ closed: close, at: '', day: '', who: 'you', reason, synced: false }, ...row.events],
            }
          : row,
      );
      return view();
    },
    Adjustments: async (month) => (month === '2026-09' && full ? adjustments : none),
    Among: async () => none,
    Export: async (month, format) => ({
      path: `/home/you/month-${month}.${format}`,
      rows: 2,
      hash: 'ab',
      cancelled: false,
    }),
  };
}
