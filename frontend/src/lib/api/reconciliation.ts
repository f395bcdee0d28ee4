import { type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Reconciliation from '../../wailsjs/go/desktop/Reconciliation';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { usePagedRows } from '../paged-rows';
import { bulkMs, fileDialogMs, useAction } from '../use-action';
import { type Run, type RunCalls, useRun } from '../use-run';

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

/** The cases of a run's bucket, by pages; none without a run. */
export function useCases(filter: Omit<desktop.CaseFilter, 'offset' | 'limit'>) {
  return usePagedRows(['reconciliation', 'cases', filter], async (offset, limit) =>
    filter.runId && filter.bucket
      ? Reconciliation.Cases({ ...filter, offset, limit })
      : { rows: [], total: 0 },
  );
}

export function useDecideCases() {
  return useAction((decision: desktop.CaseDecision) => Reconciliation.Decide(decision), {
    showsError: true,
    timeoutMs: bulkMs,
  });
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
