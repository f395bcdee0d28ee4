import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import * as Checks from '../../wailsjs/go/desktop/Checks';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { fileDialogMs, useAction } from '../use-action';

const runningPollMs = 300;
const patientPollMs = 3_000;

/** Test purchase checks, the newest first: of one offer, or of all when there is no id. */
export function useChecks(offerId: string, limit: number): UseQueryResult<desktop.CheckList> {
  return useQuery({
    queryKey: ['checks', offerId, limit],
    queryFn: () => call(() => Checks.List({ offerId, offset: 0, limit })),
  });
}

/** One check; followed step by step while it runs. */
export function useCheck(id: string | undefined): UseQueryResult<desktop.CheckView> {
  return useQuery({
    queryKey: ['checks', 'one', id],
    queryFn: () => call(() => Checks.Get(id ?? '')),
    enabled: id !== undefined,
    refetchInterval: (query) => {
      const check = query.state.data;
      if (check?.state !== 'running') return false;
      return check.byItself ? runningPollMs : patientPollMs;
    },
  });
}

/** Starts a check; its first state is there at once, and useCheck follows the rest. */
export function useRunCheck() {
  const show = useShow();
  return useAction(async (offerId: string) => show(await Checks.Run(offerId)), { timeoutMs: 120_000 });
}

/** Ends a check; what it has found so far stays. */
export function useStopCheck() {
  const show = useShow();
  return useAction(async (id: string) => show(await Checks.Stop(id)), { done: 'The check was stopped.' });
}

/** Gives a check the shop's order number. */
export function useTellOrder() {
  const show = useShow();
  return useAction(
    async ({ id, orderId }: { id: string; orderId: string }) => show(await Checks.Tell(id, orderId)),
    {
      showsError: true,
    },
  );
}

/** Has relay and CJ asked now instead of at the next sync. */
export function useLookNow() {
  const show = useShow();
  return useAction(async (id: string) => show(await Checks.Look(id)), {
    done: 'Asking the relay and CJ now.',
  });
}

export function useExportCheck() {
  return useAction((id: string) => Checks.ExportJSON(id), {
    done: (file) => (file.cancelled ? undefined : `Check written: ${file.path}`),
    timeoutMs: fileDialogMs,
  });
}

/** Notes that a person has seen how a check ended, once it is on the screen. */
export function useSeen(check: desktop.CheckView | undefined): void {
  const queries = useQueryClient();
  const id = check?.id;
  const state = check?.state;
  useEffect(() => {
    if (!id || !state || state === 'running') return;
    // Unseen, it stays in the list of what needs attention; nobody has to be told of that.
    call(() => Checks.Seen(id)).then(
      () => queries.invalidateQueries({ queryKey: ['workspace'] }),
      () => undefined,
    );
  }, [id, state, queries]);
}

/** Puts a check's newest state where useCheck reads it. */
function useShow() {
  const queries = useQueryClient();
  return (check: desktop.CheckView) => {
    queries.setQueryData(['checks', 'one', check.id], check);
    return check;
  };
}
