import { type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Setup from '../../wailsjs/go/desktop/Setup';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

/** CJ itself is asked, which may be slow. */
const cjMs = 120_000;
const livePollMs = 1_000;

/** How far the set-up is; asked more often while a check runs. */
export function useSetup(): UseQueryResult<desktop.SetupView> {
  return useQuery({
    queryKey: ['setup'],
    queryFn: () => call(Setup.State),
    refetchInterval: ({ state }) => (state.data?.steps.some((step) => step.live) ? livePollMs : false),
  });
}

/** Says that a step is done, which the program can't see, or that it isn't after all. */
export function useMarkStep() {
  return useAction(({ name, done }: { name: string; done: boolean }) => Setup.Mark(name, done));
}

/** Asks CJ whether the account has joined the brand's program. */
export function useAskCJ() {
  return useAction((advertiserId: string) => Setup.AskCJ(advertiserId), {
    showsError: true,
    timeoutMs: cjMs,
  });
}

export function useKeepDestination() {
  return useAction((link: string) => Setup.KeepDestination(link), { showsError: true });
}

/** Takes the set-up off the home screen, or brings it back. */
export function useHideSetup() {
  return useAction((hidden: boolean) => Setup.Hide(hidden));
}
