import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';

import * as Checks from '../../wailsjs/go/desktop/Checks';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

const runningPollMs = 300;

/** Earlier test purchase checks, the newest first. */
export function useChecks(): UseQueryResult<desktop.CheckView[]> {
  return useQuery({ queryKey: ['checks'], queryFn: () => call(Checks.Latest) });
}

/** One check; followed step by step while it runs. */
export function useCheck(id: string | undefined): UseQueryResult<desktop.CheckView> {
  return useQuery({
    queryKey: ['checks', 'one', id],
    queryFn: () => call(() => Checks.Get(id ?? '')),
    enabled: id !== undefined,
    refetchInterval: (query) => (query.state.data?.state === 'running' ? runningPollMs : false),
  });
}

/** Starts a check; its first state is there at once, and useCheck follows the rest. */
export function useRunCheck() {
  const queries = useQueryClient();
  return useAction(
    async (offerId: string) => {
      const check = await Checks.Run(offerId);
      queries.setQueryData(['checks', 'one', check.id], check);
      return check;
    },
    { timeoutMs: 120_000 },
  );
}
