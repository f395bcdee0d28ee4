import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Explorer from '../../wailsjs/go/desktop/Explorer';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { fileDialogMs, useAction } from '../use-action';

export function useReportChoices(): UseQueryResult<desktop.ReportChoices> {
  return useQuery({
    queryKey: ['explorer', 'choices'],
    queryFn: () => call(Explorer.Choices),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The answer to a question; one that nobody waits for any more is cancelled. */
export function useAnswer(
  question: desktop.ReportQuestion | undefined,
): UseQueryResult<desktop.ReportAnswer> {
  return useQuery({
    queryKey: ['explorer', 'ask', question],
    queryFn: ({ signal }) => ask(question as desktop.ReportQuestion, signal),
    enabled: question !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** Asks, and ends that when the signal says so. */
export function ask(question: desktop.ReportQuestion, signal?: AbortSignal): Promise<desktop.ReportAnswer> {
  const run = signal ? crypto.randomUUID() : '';
  signal?.addEventListener('abort', () => {
    call(() => Explorer.Cancel(run)).catch(() => undefined); // it has ended by itself
  });
  return call(() => Explorer.Ask({ ...question, run }));
}

/** Values of a dimension that a filter can be made of. */
export function useReportValues(search: desktop.ReportValueSearch): UseQueryResult<desktop.ReportValues> {
  return useQuery({
    queryKey: ['explorer', 'values', search],
    queryFn: () => call(() => Explorer.Values(search)),
    placeholderData: keepPreviousData,
  });
}

export function useHeatMap(question: desktop.ReportQuestion): UseQueryResult<desktop.HeatMapView> {
  return useQuery({
    queryKey: ['explorer', 'heat-map', question],
    queryFn: () => call(() => Explorer.HeatMap(question)),
    placeholderData: keepPreviousData,
  });
}

export function useFunnel(question: desktop.ReportQuestion): UseQueryResult<desktop.FunnelsView> {
  return useQuery({
    queryKey: ['explorer', 'funnel', question],
    queryFn: () => call(() => Explorer.Funnel(question)),
    placeholderData: keepPreviousData,
  });
}

export function useCohorts(question: desktop.ReportQuestion): UseQueryResult<desktop.CohortsView[]> {
  return useQuery({
    queryKey: ['explorer', 'cohorts', question],
    queryFn: () => call(() => Explorer.Cohorts(question)),
    placeholderData: keepPreviousData,
  });
}

/** Saves a chart as the screen has drawn it. */
export function useSaveChart() {
  return useAction((chart: desktop.ChartFile) => Explorer.SaveChart(chart), {
    timeoutMs: fileDialogMs,
    done: ({ cancelled, path }) => (cancelled ? undefined : `Saved as ${path}`),
  });
}
