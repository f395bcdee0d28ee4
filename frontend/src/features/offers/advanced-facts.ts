import type { Fact } from '../../components/facts';
import type { desktop } from '../../wailsjs/go/models';

const amounts: Record<string, string> = { major: 'Whole units', minor: 'Cents' };

/** What an offer's postbacks have beyond the usual, one line each; nothing for a plain CJ offer. */
export function advancedFacts(form: desktop.OfferForm, options: desktop.OfferOptions): Fact[] {
  const [usual, ...others] = options.postbackPresets;
  const network = others.find(({ name }) => name === form.preset && name !== usual?.name);
  const field = (name: string) => options.postbackFields.find(({ value }) => value === name)?.label ?? name;
  const facts: [string, string][] = [
    ['Network', network?.label ?? ''],
    ['Own names', form.postbackNames.map(({ label, value }) => `${field(label)}: ${value}`).join(', ')],
    ['Amounts', amounts[form.postbackAmounts] ?? ''],
    ['Who may call', form.postbackNetworks.join(', ')],
    ['Passed on', form.passThrough.join(', ')],
  ];
  return facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}
