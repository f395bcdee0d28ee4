import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Conversions from '../../wailsjs/go/desktop/Conversions';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

/** A decision may be about thousands of conversions. */
const bulkMs = 120_000;

export function useConversions(filter: desktop.ConversionFilter): UseQueryResult<desktop.ConversionPage> {
  return useQuery({
    queryKey: ['conversions', filter],
    queryFn: () => call(() => Conversions.List(filter)),
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

/** Takes a whole decision back. */
export function useUndoDecision() {
  return useAction((id: string) => Conversions.Undo(id), { timeoutMs: bulkMs });
}

/** The statuses of conversions, what they mean and their moves. */
export function useStatuses(): UseQueryResult<desktop.StatusView[]> {
  return useQuery({
    queryKey: ['statuses'],
    queryFn: () => call(Conversions.Statuses),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
