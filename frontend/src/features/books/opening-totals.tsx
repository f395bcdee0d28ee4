import { Term } from '../../components/term';
import { addDecimals, zeroText } from '../../lib/money';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './opening-form.module.css';

/** What the lines add up to, while they are typed. */
export function OpeningTotals({ forms, currency }: { forms: desktop.OpeningForm[]; currency: string }) {
  const { money } = useFormat();
  const yours = addDecimals(texts(forms, currency, (form) => form.of !== 'member'));
  const owed = addDecimals(texts(forms, currency, (form) => form.of === 'member'));
  const difference =
    yours === undefined || owed === undefined
      ? undefined
      : addDecimals([yours, owed.startsWith('-') ? owed.slice(1) : `-${owed}`]);
  const shown = (text?: string) => (text === undefined ? '–' : money({ minor: '', currency, text }));
  return (
    <dl className={styles.totals}>
      <dt>In hand and at CJ</dt>
      <dd>{shown(yours)}</dd>
      <dt>Owed to members</dt>
      <dd>{shown(owed)}</dd>
      <dt>
        <Term explanation="What you have less what you owe. The books keep it as an opening balance of your own.">
          Difference
        </Term>
      </dt>
      <dd>{shown(difference)}</dd>
    </dl>
  );
}

function texts(
  forms: desktop.OpeningForm[],
  currency: string,
  which: (form: desktop.OpeningForm) => boolean,
): string[] {
  return [zeroText(currency), ...forms.filter(which).map((form) => form.amount)];
}
