/** Whether a payout option pays a percentage. */
export function paysPercent(option: string): boolean {
  return option === 'cps' || option === 'cpa_cps' || option === 'share';
}

/** Whether a payout option pays a flat amount. */
export function paysFlat(option: string): boolean {
  return option === 'cpa' || option === 'cpa_cps' || option === 'cpc';
}

/** Whether it pays clicks, which have no order: no conditions but dates, no tiers, no bonuses. */
export function paysClicks(option: string): boolean {
  return option === 'cpc';
}

/** What the percentage is of, for a field's label. */
export function percentOf(option: string): string {
  return option === 'share' ? '% of CJ’s commission' : '% of the sale';
}

/** What the flat amount is for, for a field's label. */
export function flatPer(option: string, currency: string): string {
  return paysClicks(option) ? `per click (${currency})` : `per conversion (${currency})`;
}
