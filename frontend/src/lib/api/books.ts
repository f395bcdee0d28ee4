import { keepPreviousData, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';

import * as Books from '../../wailsjs/go/desktop/Books';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { fileDialogMs, useAction } from '../use-action';
import type { RunCalls } from '../use-run';

const pageRows = 200;
/** Replaying a large book takes a while. */
const proveMs = 120_000;

/** The accounts as they stand now, or as they stood in the evening of a day. */
export function useBooks(asOf = ''): UseQueryResult<desktop.BooksView> {
  return useQuery({
    queryKey: ['books', 'accounts', asOf],
    queryFn: () => call(() => (asOf ? Books.AccountsAsOf(asOf) : Books.Accounts())),
    placeholderData: keepPreviousData,
  });
}

/** Transfers, newest first, a page at a time. */
export function useTransfers(filter: Omit<desktop.TransferFilter, 'offset' | 'limit'>) {
  return useInfiniteQuery({
    queryKey: ['books', 'transfers', filter],
    queryFn: ({ pageParam }) =>
      call(() => Books.Transfers({ ...filter, offset: pageParam, limit: pageRows })),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.rows.length, 0);
      return shown < last.total && last.rows.length > 0 ? shown : undefined;
    },
    placeholderData: keepPreviousData,
  });
}

export function useProve() {
  return useAction(() => Books.Prove(), {
    done: (books) =>
      books.checks.every((check) => check.ok)
        ? 'The whole book was replayed; it is as it should be.'
        : undefined,
    timeoutMs: proveMs,
  });
}

export function useExportJournal() {
  return useAction(() => Books.ExportJournal(), {
    done: (file) => (file.cancelled ? undefined : `Journal written: ${file.path}`),
    timeoutMs: fileDialogMs,
  });
}

export function useStatement(
  memberId: string,
  period: desktop.Period,
): UseQueryResult<desktop.MemberStatement> {
  return useQuery({
    queryKey: ['books', 'statement', memberId, period],
    queryFn: () => call(() => Books.Statement(memberId, period)),
    placeholderData: (before) => (before?.memberId === memberId ? before : undefined),
    enabled: memberId !== '',
  });
}

export function useExportStatement() {
  return useAction(
    ({ memberId, period }: { memberId: string; period: desktop.Period }) =>
      Books.ExportStatement(memberId, period),
    {
      done: (file) => (file.cancelled ? undefined : `Statement written: ${file.path}`),
      timeoutMs: fileDialogMs,
    },
  );
}

export function useExportStatementPDF() {
  return useAction(
    ({ memberId, period }: { memberId: string; period: desktop.Period }) =>
      Books.ExportStatementPDF(memberId, period),
    {
      done: (file) => (file.cancelled ? undefined : `Statement written: ${file.path}`),
      timeoutMs: fileDialogMs,
    },
  );
}

/** How the statements of all members are written beside the screen. */
export const writingStatements: RunCalls<desktop.Period, desktop.StatementsRun> = {
  key: 'statements',
  start: (period) => Books.ExportStatements(period),
  read: Books.StatementsState,
  cancel: Books.CancelStatements,
};

/** Adjustments of one member, or of all when there is no id. */
export function useAdjustments(memberId: string): UseQueryResult<desktop.AdjustmentRow[]> {
  return useQuery({
    queryKey: ['books', 'adjustments', memberId],
    queryFn: () => call(() => Books.Adjustments(memberId)),
  });
}

export function useAdjust() {
  return useAction((form: desktop.AdjustmentForm) => Books.Adjust(form), {
    done: 'Saved. It is owed with the next payment.',
    showsError: true,
  });
}

export function useCancelAdjustment() {
  return useAction(({ id, reason }: { id: string; reason: string }) => Books.CancelAdjustment(id, reason), {
    done: 'Cancelled. The books took it back.',
    showsError: true,
  });
}

export function useOpenings(): UseQueryResult<desktop.OpeningRow[]> {
  return useQuery({ queryKey: ['books', 'openings'], queryFn: () => call(Books.Openings) });
}

export function useAddOpenings() {
  return useAction((forms: desktop.OpeningForm[]) => Books.AddOpenings(forms), {
    done: 'Opening balances saved.',
    showsError: true,
  });
}

export function useCancelOpening() {
  return useAction((id: string) => Books.CancelOpening(id), {
    done: 'Cancelled. The books took it back.',
    showsError: true,
  });
}
