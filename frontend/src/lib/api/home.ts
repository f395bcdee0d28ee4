import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Reports from '../../wailsjs/go/desktop/Reports';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

/** The key figures of a period, with those of the one before. */
export function useHome(question: desktop.HomeQuestion | undefined): UseQueryResult<desktop.HomeView> {
  return useQuery({
    queryKey: ['reports', 'home', question],
    queryFn: () => call(() => Reports.Home(question as desktop.HomeQuestion)),
    enabled: question !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** What needs attention of tracking and of CJ’s ledger. */
export function useHomeAlerts(): UseQueryResult<desktop.HomeAlert[]> {
  return useQuery({ queryKey: ['reports', 'alerts'], queryFn: () => call(Reports.Alerts) });
}

/** Says that a person has looked at one. */
export function useLooked() {
  return useAction(({ kind, looked }: desktop.HomeAlert) => Reports.Looked(kind, looked));
}
