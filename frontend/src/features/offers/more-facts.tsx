import type { Fact } from '../../components/facts';
import type { Format } from '../../lib/format';
import { variableWords } from '../../lib/variable-words';
import type { desktop } from '../../wailsjs/go/models';

/** What of an offer's "More" is set, and which pages its links may have. */
export function moreFacts({ form, pageHosts, uses }: desktop.OfferDetail, format: Format): Fact[] {
  const facts: [string, string][] = [
    ['Landing page', form.landingPage],
    ['End date', form.endsOn && format.day(form.endsOn)],
    ['Attribution window', form.windowDays && `${form.windowDays} days`],
    ['Promo codes', form.type === 'code' ? form.codes.join(', ') || 'All that members have' : ''],
    ['Fallback URL', form.fallbackUrl],
    ['Deep links to', pageHosts.join(', ')],
    ['Public of members', uses.map(variableWords).join(', ')],
  ];
  return facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}
