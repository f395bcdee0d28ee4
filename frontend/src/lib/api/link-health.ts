import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import * as LinkHealth from '../../wailsjs/go/desktop/LinkHealth';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';
import { useWorkspace } from './workspace';

const runningPollMs = 500;
const domainMs = 60_000;

/** The state of link health with a sweep by its id, or the newest; followed while that runs. */
export function useLinkHealth(id: string): UseQueryResult<desktop.LinkHealthView> {
  return useQuery({
    queryKey: ['link-health', id],
    queryFn: () => call(() => LinkHealth.Get(id)),
    refetchInterval: (query) => (query.state.data?.sweep.state === 'running' ? runningPollMs : false),
  });
}

/** Begins a sweep: `walks` opens the pages too. */
export function useStartSweep() {
  return useAction((walks: boolean) => LinkHealth.Start(walks));
}

/** Ends the sweep that runs; what it has found so far stays. */
export function useStopSweep() {
  return useAction(() => LinkHealth.Stop(), { done: 'The sweep was stopped.' });
}

export function useHealthSchedule() {
  return useAction((schedule: desktop.HealthSchedule) => LinkHealth.SetSchedule(schedule), {
    done: 'The schedule was saved.',
  });
}

/** What was met on the way to a page, browser by browser. */
export function useHealthWalks(sweepId: string, destination: string): UseQueryResult<desktop.HealthWalk[]> {
  return useQuery({
    queryKey: ['link-health', 'walks', sweepId, destination],
    queryFn: () => call(() => LinkHealth.Walk(sweepId, destination)),
    enabled: destination !== '',
  });
}

/** How the name in the links stands; asked for once a person looks, and not again until they ask. */
export function useLinkDomain(): UseQueryResult<desktop.LinkDomain> {
  const workspace = useWorkspace().data;
  return useQuery({
    queryKey: ['link-domain', workspace?.profile.id, workspace?.linkBase],
    queryFn: () => call(() => LinkHealth.Domain(), domainMs),
    // What was looked up cost DNS and TLS: not again at every event.
    enabled: (query) => workspace !== undefined && !query.state.data?.steps.length,
  });
}

/** The links of a finding. */
export function useHealthLinks(ids: string[]): UseQueryResult<desktop.LinkRow[]> {
  return useQuery({
    queryKey: ['link-health', 'links', ids],
    queryFn: () => call(() => LinkHealth.LinksOf(ids)),
    enabled: ids.length > 0,
  });
}

/** Notes that a person has seen how a sweep ended, once it is on the screen. */
export function useSweepSeen(sweep: desktop.SweepView | undefined): void {
  const queries = useQueryClient();
  const ended = sweep && sweep.state !== 'running' ? sweep.id : '';
  useEffect(() => {
    if (!ended) return;
    // Unseen, it stays in the list of what needs attention; nobody has to be told of that.
    call(() => LinkHealth.Seen()).then(
      () => queries.invalidateQueries({ queryKey: ['workspace'] }),
      () => undefined,
    );
  }, [ended, queries]);
}
