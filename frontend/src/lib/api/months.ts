import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Months from '../../wailsjs/go/desktop/Months';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { fileDialogMs, useAction } from '../use-action';

/** All months with their figures, the newest first. */
export function useMonths(): UseQueryResult<desktop.MonthsView> {
  return useQuery({ queryKey: ['months'], queryFn: () => call(Months.List) });
}

/** What to look at before a month is closed. */
export function useMonthChecks(month: string): UseQueryResult<desktop.MonthCheck[]> {
  return useQuery({ queryKey: ['months', 'checks', month], queryFn: () => call(() => Months.Checks(month)) });
}

/** What became known of a month after it was closed. */
export function useMonthAdjustments(month: string): UseQueryResult<desktop.MonthAdjustments> {
  return useQuery({
    queryKey: ['months', 'adjustments', month],
    queryFn: () => call(() => Months.Adjustments(month)),
  });
}

/** The adjustments of closed months that stand among the figures of a report. */
export function useAdjustmentsAmong(
  question: desktop.ReportQuestion | undefined,
): UseQueryResult<desktop.MonthAdjustments> {
  return useQuery({
    queryKey: ['months', 'among', question],
    queryFn: () => call(() => Months.Among(question as desktop.ReportQuestion)),
    enabled: question !== undefined,
    placeholderData: keepPreviousData,
  });
}

export function useSaveMonth() {
  return useAction((form: desktop.MonthForm) => Months.Save(form), { showsError: true });
}

export function useExportMonth() {
  return useAction(({ month, format }: { month: string; format: string }) => Months.Export(month, format), {
    done: (file) => (file.cancelled ? undefined : `Month written: ${file.path}`),
    timeoutMs: fileDialogMs,
  });
}
