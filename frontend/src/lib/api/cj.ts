import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as CJ from '../../wailsjs/go/desktop/CJ';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

/** A call that waits for CJ itself, which may be slow. */
const cjMs = 120_000;
/** Reading everything for the first time; it can be stopped at any moment. */
const wholeYearMs = 60 * 60_000;
const [readingMs, idleMs] = [1_000, 5_000];

export function useCJRoles(): UseQueryResult<desktop.CJRoleChoice[]> {
  return useQuery({
    queryKey: ['cj', 'roles'],
    queryFn: () => call(CJ.Roles),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useCheckCJ() {
  return useAction((form: desktop.CJForm) => CJ.Check(form), { showsError: true, timeoutMs: cjMs });
}

/** How the reading of CJ's ledger stands; asked more often while it runs. */
export function useCJPull(): UseQueryResult<desktop.CJPullView> {
  return useQuery({
    queryKey: ['cj', 'pull'],
    queryFn: () => call(CJ.Pull),
    refetchInterval: ({ state }) => (state.data?.state === 'reading' ? readingMs : idleMs),
  });
}

export function useRefreshCJ() {
  return useAction(() => CJ.Refresh(), { timeoutMs: wholeYearMs });
}

export function useStopCJ() {
  return useAction(() => CJ.StopPull(), { timeoutMs: cjMs });
}

/** Asks CJ for links when there is something to look for. */
export function useLinkSearch(
  form: desktop.LinkSearchForm | undefined,
): UseQueryResult<desktop.LinkSearchPage> {
  return useQuery({
    queryKey: ['cj', 'links', form],
    queryFn: () => call(() => CJ.SearchLinks(form ?? { keywords: '', advertiserId: '', page: 1 }), cjMs),
    enabled: form !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY, // CJ allows few calls; a new search asks again
  });
}

export function useOfferURL() {
  return useAction((form: desktop.DeepLinkForm) => CJ.OfferURL(form), { showsError: true });
}

export function useTerms(offerId: string): UseQueryResult<desktop.TermsView> {
  return useQuery({ queryKey: ['cj', 'terms', offerId], queryFn: () => call(() => CJ.Terms(offerId)) });
}

export function useReadTerms() {
  return useAction((offerId: string) => CJ.ReadTerms(offerId), { timeoutMs: cjMs });
}

export function useSeenTerms() {
  return useAction((offerId: string) => CJ.SeenTerms(offerId));
}
