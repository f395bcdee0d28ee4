import { paysClicks, paysFlat, paysPercent } from '../../lib/payout-option';
import type { desktop } from '../../wailsjs/go/models';

/** The form of a rule that is not there yet; of a member alone when one is given. */
export function emptyRule(offerId: string, memberId = ''): desktop.RuleForm {
  return {
    id: '',
    offerId,
    level: memberId ? 'member' : 'offer',
    subject: memberId,
    name: '',
    validFrom: '',
    option: 'cps',
    percent: '',
    flat: '',
    conditions: noConditions,
    tierBy: '',
    tierPeriod: '',
    tierWhole: false,
    tiers: [],
    repeatMax: '',
    repeatMonths: '',
    bonuses: [],
    caps: [],
    seen: '',
  };
}

export const noConditions: desktop.RuleConditions = {
  from: '',
  to: '',
  min: '',
  max: '',
  skus: [],
  lists: [],
  onlyLines: false,
  customer: '',
  countries: [],
  coupons: [],
  noCoupon: false,
};

export const emptyTier: desktop.RuleTier = { from: '', percent: '', flat: '' };
export const emptyBonus: desktop.RuleBonus = { by: 'conversions', period: 'month', from: '', amount: '' };
export const emptyCap: desktop.RuleCap = { period: 'month', together: false, amount: '' };

/**
 * What a form stands for: without what its choices have hidden, such as the
 * percentage of an option that pays a flat amount.
 */
export function meant(form: desktop.RuleForm): desktop.RuleForm {
  const clicks = paysClicks(form.option);
  const percent = paysPercent(form.option);
  const flat = paysFlat(form.option);
  const tiers = clicks ? [] : form.tiers;
  const products = form.conditions.skus.length + form.conditions.lists.length > 0;
  const { from, to } = form.conditions;
  return {
    ...form,
    subject: form.level === 'offer' ? '' : form.subject,
    percent: percent ? form.percent : '',
    flat: flat ? form.flat : '',
    conditions: clicks
      ? { ...noConditions, from, to }
      : { ...form.conditions, onlyLines: form.conditions.onlyLines && products },
    tierBy: tiers.length > 0 ? form.tierBy : '',
    tierPeriod: tiers.length > 0 ? form.tierPeriod : '',
    tierWhole: tiers.length > 0 && form.tierWhole,
    tiers: tiers.map((tier) => ({
      ...tier,
      percent: percent ? tier.percent : '',
      flat: flat ? tier.flat : '',
    })),
    repeatMax: clicks ? '' : form.repeatMax,
    repeatMonths: clicks ? '' : form.repeatMonths,
    bonuses: clicks ? [] : form.bonuses,
    caps: form.caps.map((cap) => ({ ...cap, together: cap.together && form.level === 'offer' })),
  };
}

/** Whom a rule is for, within a sentence. */
export function subjectOf({ level, subjectName }: desktop.RuleRow): string {
  return level === 'offer' ? 'everybody' : subjectName;
}
