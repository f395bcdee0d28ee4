import { type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Members from '../../wailsjs/go/desktop/Members';
import * as Offers from '../../wailsjs/go/desktop/Offers';
import * as Practice from '../../wailsjs/go/desktop/Practice';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

/** How far to wind the practice clock. */
export type Advance = 'day' | 'week' | 'lock' | 'payday';

export function usePractice(enabled: boolean): UseQueryResult<desktop.PracticeView> {
  return useQuery({ queryKey: ['practice'], queryFn: () => call(Practice.State), enabled });
}

export function useAdvance() {
  return useAction((to: Advance) => Practice.Advance(to), { timeoutMs: 120_000 });
}

export function useSetFault() {
  return useAction(({ name, on }: { name: string; on: boolean }) => Practice.SetFault(name, on));
}

export function useResetPractice() {
  return useAction(() => Practice.Reset(), {
    done: 'Practice mode starts afresh.',
    timeoutMs: 120_000,
  });
}

/** Whether there is nothing that loading the sample programme would delete. */
export async function practiceIsEmpty(): Promise<boolean> {
  const [offers, members] = await Promise.all([call(Offers.List), call(Members.List)]);
  return offers.length === 0 && members.length === 0;
}

export function useLoadSample() {
  return useAction(() => Practice.LoadSample(), {
    done: 'The sample programme is loaded.',
    timeoutMs: 120_000,
  });
}

export function useOpenShop() {
  return useAction((linkId: string) => Practice.OpenShop(linkId));
}

/** What can be played in practice mode. */
export function useScenarios(): UseQueryResult<desktop.ScenarioView[]> {
  return useQuery({
    queryKey: ['practice', 'scenarios'],
    queryFn: () => call(Practice.Scenarios),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function usePlay() {
  return useAction(({ name }: { name: string; title: string }) => Practice.Play(name), {
    timeoutMs: 120_000,
  });
}
