import { keepPreviousData, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';

import * as Quality from '../../wailsjs/go/desktop/Quality';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';
import type { RunCalls } from '../use-run';

/** How long the relay may take to read clicks one by one. */
const relayMs = 45_000;

/** Which clicks of a period count, which don't, and what stands out. */
export function useQuality(period: desktop.Period | undefined): UseQueryResult<desktop.QualityView> {
  return useQuery({
    queryKey: ['quality', period],
    queryFn: () => call(() => Quality.Get(period ?? { from: '', to: '' })),
    enabled: period !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** Clicks one by one, from the relay, a page at a time. */
export function useClicks(asked: desktop.ClicksQuery) {
  return useInfiniteQuery({
    queryKey: ['quality', 'clicks', asked],
    queryFn: ({ pageParam }) => call(() => Quality.Clicks({ ...asked, after: pageParam }), relayMs),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  });
}

/** What the workspace itself does not count. */
export function useClickRules(): UseQueryResult<desktop.ClickRulesForm> {
  return useQuery({ queryKey: ['quality', 'rules'], queryFn: () => call(() => Quality.Rules()) });
}

export function useSaveClickRules() {
  return useAction((edit: desktop.ClickRulesEdit) => Quality.SaveRules(edit), {
    done: 'Saved. New clicks are judged by it at once.',
    showsError: true,
  });
}

/** The times when kept clicks were judged anew. */
export function useJudgings(): UseQueryResult<desktop.JudgingRow[]> {
  return useQuery({ queryKey: ['quality', 'judgings'], queryFn: () => call(() => Quality.Judgings()) });
}

export type JudgeAsk = desktop.JudgeForm & { preview: boolean };

export const judging: RunCalls<JudgeAsk, desktop.JudgeView> = {
  key: 'quality-judging',
  start: ({ preview, since, rules }) => (preview ? Quality.Preview : Quality.Rejudge)({ since, rules }),
  read: (id) => Quality.JudgeState(id),
  cancel: (id) => Quality.CancelJudge(id),
};

/** A question of the Explorer, with raw clicks of the relay. */
export const askingRelay: RunCalls<desktop.ReportQuestion, desktop.RelayAnswer> = {
  key: 'relay-answer',
  start: (question) => Quality.AskRelay(question),
  read: (id) => Quality.RelayAnswerState(id),
  cancel: (id) => Quality.CancelRelayAnswer(id),
};
