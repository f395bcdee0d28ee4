import type { ReactNode } from 'react';

import { LoadingLines } from './loading';
import { Problem } from './problem';

interface LoadedProps<T> {
  query: { data: T | undefined; isError: boolean; error: unknown; refetch: () => unknown };
  lines?: number;
  children: (data: T) => ReactNode;
}

/** The states of every query: skeleton, error with retry, and what came. Old data stays while new is fetched. */
export function Loaded<T>({ query, lines, children }: LoadedProps<T>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.isError && <Problem error={query.error} onRetry={() => void query.refetch()} />}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return <LoadingLines lines={lines} />;
}
