import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Members from '../../wailsjs/go/desktop/Members';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { bulkMs, fileDialogMs, useAction } from '../use-action';

const pollMs = 150;

export function useOpenImport() {
  return useAction(() => Members.OpenImport(), { timeoutMs: fileDialogMs });
}

export function useOpenPasted() {
  return useAction((text: string) => Members.OpenPasted(text), { showsError: true });
}

export function usePlanImport() {
  return useAction((form: desktop.TableForm) => Members.PlanImport(form), { showsError: true });
}

export function useImportMembers() {
  return useAction((id: string) => Members.Import(id), { timeoutMs: bulkMs });
}

export function useCancelImport() {
  return useAction((id: string) => Members.CancelImport(id));
}

export function useExportProblems() {
  return useAction((id: string) => Members.ExportProblems(id), {
    done: (file) => (file.cancelled ? undefined : `Rows to correct written: ${file.path}`),
    timeoutMs: fileDialogMs,
  });
}

/** A preview, or with `imported` what was done, followed while it goes on. */
export function useImportState(id: string, imported: boolean): UseQueryResult<desktop.MemberImport> {
  return useQuery({
    queryKey: ['members', 'import', id, imported],
    queryFn: () => call(() => (imported ? Members.ImportDone(id) : Members.ImportState(id))),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? pollMs : false),
  });
}

export function useImportRows(
  id: string,
  what: string,
  offset: number,
  limit: number,
): UseQueryResult<desktop.ImportRows> {
  return useQuery({
    queryKey: ['members', 'import', id, 'rows', what, offset],
    queryFn: () => call(() => Members.ImportRows(id, what, offset, limit)),
    placeholderData: keepPreviousData,
  });
}

export function usePastImports(): UseQueryResult<desktop.PastImport[]> {
  return useQuery({ queryKey: ['members', 'imports'], queryFn: () => call(Members.PastImports) });
}
