import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Conversions from '../../wailsjs/go/desktop/Conversions';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

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
    done: ({ changed }) => (changed === 1 ? '1 conversion changed.' : `${changed} conversions changed.`),
    showsError: true,
  });
}
