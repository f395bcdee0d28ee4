import { keepPreviousData, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';

import * as Reconciliation from '../../wailsjs/go/desktop/Reconciliation';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { fileDialogMs, useAction } from '../use-action';
import { type Run, type RunCalls, useRun } from '../use-run';

const pageRows = 200;
/** A decision may be about tens of thousands of cases, a file may have as many orders. */
const bulkMs = 120_000;

export function useReconciliationOptions(): UseQueryResult<desktop.ReconciliationOptions> {
  return useQuery({ queryKey: ['reconciliation', 'options'], queryFn: () => call(Reconciliation.Options) });
}

const comparisons: RunCalls<desktop.ReconciliationForm, desktop.ReconciliationRun> = {
  key: 'reconciliation',
  start: (form) => Reconciliation.Start(form),
  read: (id) => Reconciliation.Run(id),
  cancel: (id) => Reconciliation.Cancel(id),
};

/** Compares the sources for a period. */
export function useComparison(form: desktop.ReconciliationForm | undefined): Run<desktop.ReconciliationRun> {
  return useRun(form, comparisons);
}

/** The cases of a run's bucket, a page at a time. */
export function useCases(filter: Omit<desktop.CaseFilter, 'offset' | 'limit'>) {
  return useInfiniteQuery({
    queryKey: ['reconciliation', 'cases', filter],
    queryFn: ({ pageParam }) =>
      call(() => Reconciliation.Cases({ ...filter, offset: pageParam, limit: pageRows })),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.rows.length, 0);
      return shown < last.total && last.rows.length > 0 ? shown : undefined;
    },
    enabled: filter.runId !== '' && filter.bucket !== '',
    placeholderData: keepPreviousData,
  });
}

export function useDecideCases() {
  return useAction((decision: desktop.CaseDecision) => Reconciliation.Decide(decision), {
    showsError: true,
    timeoutMs: bulkMs,
  });
}

/** Takes a whole decision back. */
export function useUndoCases() {
  return useAction((id: string) => Reconciliation.Undo(id), { timeoutMs: bulkMs });
}

export function useExportCases() {
  return useAction((form: desktop.ReconciliationExport) => Reconciliation.Export(form), {
    done: (file) => (file.cancelled ? undefined : `${file.rows} rows written: ${file.path}`),
    timeoutMs: fileDialogMs,
  });
}

export function useSaveAdvertiserAccount() {
  return useAction((form: desktop.AdvertiserAccount) => Reconciliation.SaveAccount(form), {
    done: 'Saved. They stand in every file from now on.',
    showsError: true,
  });
}

export function useOpenOrders() {
  return useAction(() => Reconciliation.OpenOrders(), { timeoutMs: fileDialogMs });
}

export function useImportOrders() {
  return useAction((form: desktop.TableForm) => Reconciliation.ImportOrders(form), {
    showsError: true,
    timeoutMs: bulkMs,
  });
}

export function useOrderImports(): UseQueryResult<desktop.OrderImportView[]> {
  return useQuery({ queryKey: ['reconciliation', 'imports'], queryFn: () => call(Reconciliation.Imports) });
}

export function useRemoveImport() {
  return useAction((id: string) => Reconciliation.RemoveImport(id), {
    done: 'The orders of this file are gone from the comparison.',
    timeoutMs: bulkMs,
  });
}
