import { type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as SQLBox from '../../wailsjs/go/desktop/SQLBox';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { fileDialogMs, useAction } from '../use-action';
import { type Run, useRun } from '../use-run';

/** A statement as it was asked: another object is another asking. */
export interface AskedSQL {
  statement: string;
}

const calls = {
  key: 'sql',
  start: (asked: AskedSQL) => SQLBox.Run(asked.statement),
  read: SQLBox.State,
  cancel: SQLBox.Cancel,
};

export function useSQL(asked: AskedSQL | undefined): Run<desktop.SQLRun> {
  return useRun(asked, calls);
}

/** What statements can read, and some to begin with. */
export function useSQLGuide(): UseQueryResult<desktop.SQLGuide> {
  return useQuery({
    queryKey: ['sql', 'guide'],
    queryFn: () => call(SQLBox.Guide),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useSavedSQL(): UseQueryResult<desktop.SQLStatement[]> {
  return useQuery({ queryKey: ['sql', 'saved'], queryFn: () => call(SQLBox.Saved) });
}

export function useSaveSQL() {
  return useAction((one: desktop.SQLStatement) => SQLBox.Save(one), {
    done: (one) => `Saved as ${one.name}.`,
    showsError: true,
  });
}

export function useDeleteSQL() {
  return useAction((one: desktop.SQLStatement) => SQLBox.Delete(one.id).then(() => one), {
    done: (one) => `${one.name} is deleted.`,
  });
}

/** Runs a statement again and writes all of its rows. */
export function useExportSQL() {
  return useAction((asked: desktop.SQLExport) => SQLBox.Export(asked), {
    done: (file) => (file.cancelled ? undefined : `Rows written: ${file.path}`),
    timeoutMs: fileDialogMs,
  });
}
