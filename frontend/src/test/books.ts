import type { desktop } from '../wailsjs/go/models';
import { goError, type Services } from './bindings';
import { adjustments, books, openings, statement, transfers } from './fixture/books';
import { usd } from './fixture/money';
import { members } from './fixture/programme';

/** The books in memory. */
export function booksInMemory(kind: 'full' | 'empty'): Services['Books'] {
  const full = kind === 'full';
  const state = {
    adjustments: full ? adjustments() : [],
    openings: full ? openings() : [],
  };
  const view = () => (full ? books() : books({ currencies: [], head: '', transfers: 0, provenAt: '' }));
  const file = { path: 'linkledger.journal', rows: 412, hash: 'ab12', cancelled: false };
  const nameOf = (id: string) => members().find((member) => member.id === id)?.name ?? '';
  return {
    Accounts: async () => view(),
    AccountsAsOf: async () => ({ ...view(), checks: [] }),
    Prove: async () => view(),
    Transfers: async (filter) => {
      const rows = full ? transfers().filter((row) => touches(row, filter)) : [];
      return { rows: rows.slice(filter.offset, filter.offset + filter.limit), total: rows.length };
    },
    Statement: async (memberId, period) => ({
      ...statement({ memberId, memberName: nameOf(memberId), period }),
      ...(!full && { currencies: [] }),
    }),
    ExportStatement: async () => ({ ...file, path: 'statement.csv' }),
    ExportStatementPDF: async () => ({ ...file, path: 'statement.pdf' }),
    ExportStatements: async () => written(file),
    StatementsState: async () => written(file),
    CancelStatements: async () => undefined,
    ExportJournal: async () => file,
    Adjustments: async (memberId) =>
      state.adjustments.filter((row) => memberId === '' || row.memberId === memberId),
    Adjust: async (form) => {
      const row: desktop.AdjustmentRow = {
        ...(adjustments()[0] as desktop.AdjustmentRow),
        id: `a-new-${state.adjustments.length}`,
        ...form,
        memberName: nameOf(form.memberId),
        amount: typed(form.amount, 'amount'),
        synced: false,
      };
      state.adjustments = [row, ...state.adjustments];
      return state.adjustments;
    },
    CancelAdjustment: async (id, cancelReason) => {
      state.adjustments = state.adjustments.map((row) =>
        row.id === id ? { ...row, cancelled: true, cancelReason } : row,
      );
      return state.adjustments;
    },
    Openings: async () => [...state.openings],
    AddOpenings: async (forms) => {
      const rows = forms.map((form, index) => ({
        id: `ob-new-${index}`,
        ...form,
        memberName: nameOf(form.memberId),
        amount: typed(form.amount, `${index}.amount`),
        cancelled: false,
        synced: false,
      }));
      state.openings = [...rows, ...state.openings];
      return state.openings;
    },
    CancelOpening: async (id) => {
      state.openings = state.openings.map((row) => (row.id === id ? { ...row, cancelled: true } : row));
      return state.openings;
    },
  };
}

function touches(row: desktop.BookTransfer, filter: desktop.TransferFilter): boolean {
  const name = filter.account.startsWith('members:')
    ? filter.account.replace('members:', filter.memberId ? `member:${filter.memberId}:` : ':')
    : filter.account;
  const [from, to] = [filter.period.from, filter.period.to];
  return (
    [row.debit, row.credit].some((account) => account.endsWith(name)) &&
    (!from || row.day >= from) &&
    (!to || row.day <= to)
  );
}

function typed(text: string, field: string): desktop.Money {
  if (!/^-?\d+(\.\d{1,2})?$/.test(text)) {
    throw goError('The amount is not a number.', { [field]: 'Write it like 250.00.' });
  }
  return usd(Math.round(Number(text) * 100));
}

/** Statements of all members that are written. */
function written(file: desktop.ExportedFile): desktop.StatementsRun {
  return {
    id: 'w-1',
    state: 'done',
    done: 12,
    total: 12,
    file: { ...file, path: 'statements.zip', rows: 9 },
    error: '',
    hint: '',
  };
}
