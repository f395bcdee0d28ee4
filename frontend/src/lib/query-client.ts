import { QueryClient } from '@tanstack/react-query';

import { toAppError } from './app-error';

/** Everything is local, so a query is cheap: ask again often, and only the Go side says what is true. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always', // "offline" is about the relay, never about our own database
        staleTime: 2_000,
        retry: (failures, error) => failures < 2 && toAppError(error).retryable,
        retryDelay: 300,
        refetchOnWindowFocus: true,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
