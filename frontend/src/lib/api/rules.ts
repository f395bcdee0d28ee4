import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import * as Rules from '../../wailsjs/go/desktop/Rules';
import type { desktop } from '../../wailsjs/go/models';
import { type AppError, toAppError } from '../app-error';
import { call } from '../bridge';
import { useAction } from '../use-action';

const replayPollMs = 150;

/** An offer's payout rules, in the order in which they are asked. */
export function usePayoutRules(offerId: string): UseQueryResult<desktop.PayoutRules> {
  return useQuery({ queryKey: ['rules', offerId], queryFn: () => call(() => Rules.List(offerId)) });
}

export function usePayoutOptions(): UseQueryResult<desktop.PayoutOptions> {
  return useQuery({ queryKey: ['rules', 'options'], queryFn: () => call(Rules.Options) });
}

const check = (form: desktop.RuleForm) => ({
  queryKey: ['rules', 'check', form],
  queryFn: () => call(() => Rules.Check(form)),
});

/** A form read as it stands; the last answer stays while the next is on its way. */
export function useRuleCheck(form: desktop.RuleForm): UseQueryResult<desktop.RuleCheck> {
  return useQuery({ ...check(form), placeholderData: keepPreviousData });
}

/** Reads a form now. */
export function useReadRule(): (form: desktop.RuleForm) => Promise<desktop.RuleCheck> {
  const queries = useQueryClient();
  return (form) => queries.fetchQuery(check(form));
}

export function usePublishRule() {
  const queries = useQueryClient();
  return useAction(
    async (form: desktop.RuleForm) => {
      const rules = await Rules.Publish(form);
      queries.setQueryData(['rules', form.offerId], rules);
      return rules;
    },
    { done: 'The payout rule is published.', showsError: true },
  );
}

export interface RuleEnd {
  ruleId: string;
  from: string;
  seen: string;
}

export function useEndRule() {
  return useAction(({ ruleId, from, seen }: RuleEnd) => Rules.End(ruleId, from, seen), {
    done: 'The payout rule ends.',
    showsError: true,
  });
}

export interface WhatIf {
  run?: desktop.WhatIfView;
  error?: AppError;
  cancel: () => void;
  again: () => void;
}

/**
 * Replays past sales under a rule, beside everything else that the screen does.
 * A run that nobody looks at any more is cancelled.
 */
export function useWhatIf(rule: desktop.RuleForm, months: number): WhatIf {
  const [attempt, setAttempt] = useState(0);
  const [started, setStarted] = useState<desktop.WhatIfView>();
  const [error, setError] = useState<AppError>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt starts another run
  useEffect(() => {
    let gone = false;
    let id = '';
    setStarted(undefined);
    setError(undefined);
    call(() => Rules.WhatIf({ rule, months })).then(
      (view) => {
        id = view.id;
        if (gone) stop(id);
        else setStarted(view);
      },
      (thrown) => gone || setError(toAppError(thrown)),
    );
    return () => {
      gone = true;
      if (id) stop(id);
    };
  }, [rule, months, attempt]);

  const id = started?.id ?? '';
  const state = useQuery({
    queryKey: ['what-if', id],
    queryFn: () => call(() => Rules.WhatIfState(id)),
    enabled: started?.state === 'running',
    refetchInterval: (query) =>
      (query.state.data?.state ?? 'running') === 'running' && !query.state.error ? replayPollMs : false,
  });
  return {
    run: state.data ?? started,
    error: error ?? (state.error ? toAppError(state.error) : undefined),
    cancel: () => stop(id),
    again: () => setAttempt(attempt + 1),
  };
}

/** Ends a run; one that has ended already needs nothing. */
function stop(id: string): void {
  call(() => Rules.CancelWhatIf(id)).catch(() => undefined);
}

/** Who gets an order that a link and a promo code both claim: "link" or "code". */
export function useAttribution(): UseQueryResult<string> {
  return useQuery({ queryKey: ['rules', 'attribution'], queryFn: () => call(Rules.Attribution) });
}

export function useSetAttribution() {
  return useAction((prefer: string) => Rules.SetAttribution(prefer), {
    done: (prefer) =>
      prefer === 'code' ? 'The promo code goes first from today on.' : 'The link goes first from today on.',
  });
}
