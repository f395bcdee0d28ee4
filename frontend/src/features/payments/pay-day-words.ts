import type { desktop } from '../../wailsjs/go/models';

/** "CJ pays on the 1st of a month, and the money is here 2 to 5 business days later." */
export function payDayWords(settings: desktop.CashSettings | undefined): string {
  if (!settings) return '';
  const { payDay, creditFrom, creditTo } = settings;
  const days = creditFrom === creditTo ? `${creditTo}` : `${creditFrom} to ${creditTo}`;
  const later = creditTo === 1 && creditFrom === 1 ? '1 business day' : `${days} business days`;
  return creditTo === 0
    ? `CJ pays on the ${ordinal(payDay)} of a month.`
    : `CJ pays on the ${ordinal(payDay)} of a month, and the money is here ${later} later.`;
}

/** 1 → "1st" */
export function ordinal(day: number): string {
  const teen = day >= 11 && day <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}
