import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Reports from '../../wailsjs/go/desktop/Reports';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';

export function useSalesTracking(period: desktop.Period | undefined): UseQueryResult<desktop.SalesTracking> {
  return useQuery({
    queryKey: ['reports', 'sales-tracking', period],
    queryFn: () => call(() => Reports.SalesTracking(period ?? { from: '', to: '' })),
    enabled: period !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** Where a figure comes from: of a report, or of the books. */
export function useWhy(
  of: desktop.WhyQuestion | { books: string; currency: string },
): UseQueryResult<desktop.WhyView> {
  return useQuery({
    queryKey: ['reports', 'why', of],
    queryFn: () => call(() => ('books' in of ? Reports.WhyBooks(of.books, of.currency) : Reports.Why(of))),
  });
}
