import type { desktop } from '../../wailsjs/go/models';
import { goError, type Services } from '../bindings';
import { usd } from '../fixture/money';
import { cases, ordersTable, reconciliationOptions, reconciliationRun } from '../fixture/reconciliation';
import type { Undoes } from './undo';

/** Reconciliation in memory. */
export function reconciliationService(full: boolean): Services['Reconciliation'] & Undoes {
  const state = {
    cases: full ? cases() : [],
    options: reconciliationOptions(),
    imports: [] as desktop.OrderImportView[],
    undo: new Map<string, desktop.CaseRow[]>(),
  };
  const run = () => {
    const view = reconciliationRun();
    if (!full) view.sources = view.sources.map((source) => ({ ...source, rows: 0, total: usd(0), asOf: '' }));
    const decided = (bucket: string) =>
      state.cases.filter((row) => row.bucket === bucket && row.outcome).length;
    view.buckets = view.buckets.map((bucket) => ({
      ...bucket,
      cases: state.cases.filter((row) => row.bucket === bucket.key).length,
      decided: decided(bucket.key),
    }));
    return view;
  };
  const shown = (filter: desktop.CaseFilter) =>
    state.cases.filter(
      (row) =>
        row.bucket === filter.bucket &&
        (filter.decided === '' || (filter.decided === 'yes') === (row.outcome !== '')) &&
        row.orderId.includes(filter.text),
    );
  return {
    Options: async () => state.options,
    SaveAccount: async (account) => {
      if (!/^\d*$/.test(account.companyId)) {
        throw goError('A number is wrong.', { companyId: 'Use digits only.' });
      }
      state.options = { ...state.options, account };
      return account;
    },
    OpenOrders: async () => ordersTable(),
    ImportOrders: async ({ id, shop }) => {
      const file: desktop.OrderImportView = {
        id,
        name: 'orders_export.csv',
        shop,
        at: '2026-11-22T09:41:00Z',
        lines: 412,
        orders: 411,
        note: '',
        leftOut: 1,
        problems: ['Line 17: “n/a” is not an amount.'],
        from: '2026-10-01',
        to: '2026-10-31',
        total: usd(4_100_00),
        synced: false,
      };
      state.imports = [file];
      return file;
    },
    Imports: async () => state.imports,
    RemoveImport: async (id) => {
      state.imports = state.imports.filter((file) => file.id !== id);
      return state.imports;
    },
    Start: async () => run(),
    Run: async () => run(),
    Cancel: async () => undefined,
    Cases: async (filter) => {
      const rows = shown(filter);
      return { rows: rows.slice(filter.offset, filter.offset + filter.limit), total: rows.length };
    },
    Decide: async ({ keys, all, except = [], outcome, note }) => {
      const on = all
        ? shown(all).filter(({ key }) => !except.includes(key))
        : state.cases.filter((row) => keys.includes(row.key));
      const undoId = `undo-${state.undo.size + 1}`;
      state.undo.set(undoId, on);
      state.cases = state.cases.map((row) =>
        on.includes(row)
          ? { ...row, outcome, note, changed: false, decidedAt: '2026-11-22T09:41:00Z', synced: false }
          : row,
      );
      return { undoId, decided: on.length };
    },
    takeBack: (token) => {
      const before = state.undo.get(token) ?? [];
      state.cases = state.cases.map((row) => before.find(({ key }) => key === row.key) ?? row);
      return before.length;
    },
    Export: async () => ({ path: 'cancellations.csv', rows: 1, hash: 'ab12', cancelled: false, leftOut: [] }),
  };
}
