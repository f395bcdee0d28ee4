import type { desktop } from '../../wailsjs/go/models';
import { goError, type Services } from '../bindings';
import {
  asCJ,
  cashForecast,
  cashSettings,
  lockCalendar,
  paymentFile,
  paymentFileRead,
  receiptProposal,
  timelineRows,
  timelineStages,
} from '../fixture/cash';
import { usd } from '../fixture/money';

/** The cash timeline in memory, over the fixture's sales. */
export function cashService(full: boolean): Services['Cash'] {
  let settings = cashSettings();
  const none = usd(0);
  return {
    Calendar: async () =>
      full
        ? lockCalendar()
        : { ...lockCalendar(), days: [], open: none, locked: none, sales: 0, overdue: 0, asOf: '' },
    ExportCalendar: async () => ({ path: 'linkledger-cj.ics', rows: 6, hash: 'ab12', cancelled: false }),
    Timeline: async (filter) => {
      const all = full ? timelineRows() : [];
      const rows = all.filter((row) => !filter.stage || row.stage === filter.stage);
      return { rows, total: rows.length, stages: full ? timelineStages() : [] };
    },
    Forecast: async () =>
      full
        ? cashForecast()
        : {
            ...cashForecast(),
            balance: none,
            payable: none,
            early: none,
            all: none,
            front: none,
            short: none,
            risk: none,
            rate: '',
            basis: '',
            words: 'Nothing is owed to any member.',
            days: [],
          },
    AsCJ: async (period) => ({ ...asCJ(), period, ...(!full && { totals: [], asOf: '' }) }),
    Settings: async () => settings,
    SaveSettings: async (form) => {
      if (!(form.payDay >= 1 && form.payDay <= 28)) {
        throw goError('The settings have a gap.', { payDay: 'Enter a day of the month from 1 to 28.' });
      }
      settings = form;
      return settings;
    },
    Propose: async (form) => proposal(form),
    OpenPaymentFile: async () => paymentFile(),
    ReadPaymentFile: async () => paymentFileRead(),
  };
}

function proposal(form: desktop.ReceiptForm): desktop.ReceiptProposal {
  const whole = receiptProposal();
  const rows = whole.rows.map((row) => ({ ...row, paid: !form.except.includes(row.conversionId) }));
  const left = rows.filter((row) => !row.paid).reduce((sum, row) => sum + Number(row.commission.minor), 0);
  const expected = Number(whole.expected.minor) - left;
  const amount = /^\d+(\.\d{1,2})?$/.test(form.amount) ? Math.round(Number(form.amount) * 100) : expected;
  return { ...whole, rows, expected: usd(expected), difference: usd(amount - expected) };
}
