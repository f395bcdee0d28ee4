import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';

import * as Rules from '../../wailsjs/go/desktop/Rules';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';
import { type Run, type RunCalls, useRun } from '../use-run';

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

export type WhatIf = Run<desktop.WhatIfView>;

const whatIfs: RunCalls<desktop.WhatIfForm, desktop.WhatIfView> = {
  key: 'what-if',
  start: (form) => Rules.WhatIf(form),
  read: (id) => Rules.WhatIfState(id),
  cancel: (id) => Rules.CancelWhatIf(id),
};

/** Replays past sales under a rule. */
export function useWhatIf(rule: desktop.RuleForm, months: number): WhatIf {
  return useRun(
    useMemo(() => ({ rule, months }), [rule, months]),
    whatIfs,
  );
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
