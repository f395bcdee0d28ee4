import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Conversions from '../../wailsjs/go/desktop/Conversions';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import type { ConversionCut } from '../conversions-path';
import { usePagedRows } from '../paged-rows';
import { bulkMs, useAction } from '../use-action';

/** The list of conversions, by pages. */
export function useConversions(filter: Omit<desktop.ConversionFilter, 'offset' | 'limit'>) {
  return usePagedRows(['conversions', filter], (offset, limit) =>
    Conversions.List({ ...filter, offset, limit }),
  );
}

/** The totals of a list of conversions, and what it is narrowed to. */
export function useConversionSums(filter: ConversionCut): UseQueryResult<desktop.ConversionSums> {
  return useQuery({
    queryKey: ['conversions', 'sums', filter],
    queryFn: () =>
      call(() => Conversions.Sums({ ...filter, sort: '', descending: false, offset: 0, limit: 0 })),
    placeholderData: keepPreviousData,
  });
}

export function useConversion(id: string): UseQueryResult<desktop.ConversionDetail> {
  return useQuery({ queryKey: ['conversions', 'one', id], queryFn: () => call(() => Conversions.Get(id)) });
}

/** The latest calls, as the relay keeps them. */
export function usePostbackCalls(): UseQueryResult<desktop.PostbackCallView[]> {
  return useQuery({ queryKey: ['postback-calls'], queryFn: () => call(Conversions.PostbackCalls) });
}

/** The calls that told of a conversion; asked for by refetch alone, since only the relay has them. */
export function useCallsOf(id: string): UseQueryResult<desktop.PostbackCallView[]> {
  return useQuery({
    queryKey: ['calls-of', id],
    queryFn: () => call(() => Conversions.CallsOf(id)),
    enabled: false,
  });
}

export function useDecide() {
  return useAction((decision: desktop.Decision) => Conversions.Decide(decision), {
    showsError: true,
    timeoutMs: bulkMs,
  });
}

export function useAdjust() {
  return useAction((form: desktop.AdjustForm) => Conversions.Adjust(form), {
    showsError: true,
    timeoutMs: bulkMs,
  });
}

/** The statuses of conversions, what they mean and their moves. */
export function useStatuses(): UseQueryResult<desktop.StatusView[]> {
  return useQuery({
    queryKey: ['statuses'],
    queryFn: () => call(Conversions.Statuses),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
