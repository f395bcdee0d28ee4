import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Cash from '../../wailsjs/go/desktop/Cash';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { fileDialogMs, useAction } from '../use-action';

export function useLockCalendar(): UseQueryResult<desktop.LockCalendar> {
  return useQuery({ queryKey: ['cash', 'calendar'], queryFn: () => call(Cash.Calendar) });
}

export function useExportCalendar() {
  return useAction(() => Cash.ExportCalendar(), {
    done: (file) => (file.cancelled ? undefined : `Calendar written: ${file.path}`),
    timeoutMs: fileDialogMs,
  });
}

export function useTimeline(filter: desktop.TimelineFilter): UseQueryResult<desktop.TimelinePage> {
  return useQuery({
    queryKey: ['cash', 'timeline', filter],
    queryFn: () => call(() => Cash.Timeline(filter)),
    placeholderData: keepPreviousData,
  });
}

export function useForecast(): UseQueryResult<desktop.CashForecast> {
  return useQuery({ queryKey: ['cash', 'forecast'], queryFn: () => call(Cash.Forecast) });
}

export function useAsCJ(period: desktop.Period): UseQueryResult<desktop.AsCJView> {
  return useQuery({
    queryKey: ['cash', 'as-cj', period],
    queryFn: () => call(() => Cash.AsCJ(period)),
    placeholderData: keepPreviousData,
  });
}

export function useCashSettings(): UseQueryResult<desktop.CashSettings> {
  return useQuery({ queryKey: ['cash', 'settings'], queryFn: () => call(Cash.Settings) });
}

export function useSaveCashSettings() {
  return useAction((form: desktop.CashSettings) => Cash.SaveSettings(form), {
    done: 'Saved. The days that are expected follow it.',
    showsError: true,
  });
}

/** What a payment of CJ would settle; the last answer stays while the next is on its way. */
export function useProposal(form: desktop.ReceiptForm): UseQueryResult<desktop.ReceiptProposal> {
  return useQuery({
    queryKey: ['cash', 'proposal', form],
    queryFn: () => call(() => Cash.Propose(form)),
    placeholderData: keepPreviousData,
  });
}

export function useOpenPaymentFile() {
  return useAction(() => Cash.OpenPaymentFile(), { showsError: true, timeoutMs: fileDialogMs });
}

export function useReadPaymentFile() {
  return useAction((form: desktop.TableForm) => Cash.ReadPaymentFile(form), { showsError: true });
}
