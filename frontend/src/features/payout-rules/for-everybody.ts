import { paysClicks } from '../../lib/payout-option';
import type { desktop } from '../../wailsjs/go/models';

/** The rules that pay the sales of those whom no rule of their own pays, without the ended ones. */
export function forEverybody(rules: readonly desktop.RuleRow[]): desktop.RuleRow[] {
  return rules.filter(
    ({ level, state, form }) => level === 'offer' && state !== 'ended' && !paysClicks(form.option),
  );
}

/** Whether nothing would pay them any more once a rule has ended. */
export function isLastForEverybody(rule: desktop.RuleRow, rules: readonly desktop.RuleRow[]): boolean {
  const others = forEverybody(rules).filter(({ id, versions }) => id !== rule.id && !versions[0]?.ended);
  return forEverybody([rule]).length > 0 && others.length === 0;
}
