import type { desktop } from '../wailsjs/go/models';

/** How many of the conditions are set. */
export function conditionsSet(conditions: desktop.RuleConditions): number {
  const { from, to, min, max, skus, lists, customer, countries, coupons, noCoupon } = conditions;
  const groups = [from || to, min || max, skus.length + lists.length, customer, countries.length];
  return groups.filter(Boolean).length + (coupons.length > 0 || noCoupon ? 1 : 0);
}

/** Whether a rule is its rate and nothing else. */
export function isSimple({ conditions, tiers, repeatMax, repeatMonths, bonuses, caps }: desktop.RuleForm) {
  const more = conditionsSet(conditions) + tiers.length + bonuses.length + caps.length;
  return more === 0 && !repeatMax && !repeatMonths;
}
