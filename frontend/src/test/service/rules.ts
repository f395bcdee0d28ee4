import type { desktop } from '../../wailsjs/go/models';
import { goError, type Services } from '../bindings';
import { payoutOptions, payoutRules, ruleForm, whatIf } from '../fixture/payout-rules';

/** Payout rules in memory: one rule of each level for each offer, or one alone in an empty workspace. */
export function rulesService(full: boolean): Services['Rules'] {
  let prefer = 'link';
  let replayed = 0;
  let cancelled = false;
  let rules = full ? payoutRules().rules : payoutRules().rules.slice(-2, -1);
  const view = (offerId: string): desktop.PayoutRules => ({ ...payoutRules(), offerId, rules: [...rules] });

  return {
    Options: async () => payoutOptions(),
    List: async (offerId) => view(offerId),
    Check: async (form) => check(form),
    Publish: async (form) => {
      const { fields, words, when } = check(form);
      if (Object.keys(fields).length > 0) throw goError('The payout rule has a gap.', fields);
      const known = rules.find((rule) => rule.id === form.id);
      const id = form.id || `r-new-${rules.length}`;
      const number = (known?.versions[0]?.version ?? 0) + 1;
      const version = {
        version: number,
        words,
        validFrom: form.validFrom || '2026-11-22',
        ended: false,
        actor: 'you',
        at: '2026-11-22T14:05:00Z',
      };
      const row: desktop.RuleRow = {
        id,
        level: form.level,
        subject: form.subject,
        subjectName: form.subject && 'Trail runners',
        name: form.name,
        state: 'in_force',
        words,
        when,
        form: { ...form, id, seen: `e-new-${number}` },
        versions: [version, ...(known?.versions ?? [])],
        synced: false,
      };
      rules = known ? rules.map((rule) => (rule.id === id ? row : rule)) : [row, ...rules];
      return view(form.offerId);
    },
    End: async (id) => {
      rules = rules.map((rule) => (rule.id === id ? { ...rule, state: 'ended', synced: false } : rule));
      return view('o-autumn');
    },
    WhatIf: async () => {
      replayed = 0;
      cancelled = false;
      return whatIf(0);
    },
    WhatIfState: async () => {
      replayed += 2107;
      return whatIf(replayed, cancelled ? { state: 'cancelled' } : {});
    },
    CancelWhatIf: async () => {
      cancelled = true;
    },
    Attribution: async () => prefer,
    SetAttribution: async (value) => {
      prefer = value;
      return prefer;
    },
  };
}

/** Reads a form roughly as the Go side does. */
function check(form: desktop.RuleForm): desktop.RuleCheck {
  const fields: Record<string, string> = {};
  const wantsPercent = ['cps', 'cpa_cps', 'share'].includes(form.option);
  const wantsFlat = ['cpa', 'cpa_cps', 'cpc'].includes(form.option);
  if (wantsPercent && !form.percent) fields.percent = 'Enter a percentage from 0 to 100, such as 10 or 7.5.';
  if (wantsFlat && !form.flat) fields.flat = 'Enter an amount such as 5.00.';
  if (form.level !== 'offer' && !form.subject) fields.subject = 'Choose the group or member.';
  form.tiers.forEach((tier, index) => {
    if (!tier.from) fields[`tiers.${index}.from`] = 'Enter from what on the step counts.';
  });
  const ok = Object.keys(fields).length === 0;
  const rate = [wantsFlat && `${form.flat} USD`, wantsPercent && `${form.percent} % of the sale`];
  const steps = form.tiers.map((tier) => `, ${tier.percent} % from ${tier.from} USD of sales in a month`);
  return {
    words: ok ? rate.filter(Boolean).join(' and ') + steps.join('') : '',
    when: ok && form.conditions.min ? [`Orders of at least ${form.conditions.min} USD`] : [],
    fields,
    warnings:
      ok && form.validFrom && form.validFrom < ruleForm({ validFrom: '2026-11-22' }).validFrom
        ? ['The day is past: 12 sales since then earn anew, 3 of them are paid.']
        : [],
  };
}
