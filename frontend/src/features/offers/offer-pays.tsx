import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { Link } from 'wouter';

import { Notice } from '../../components/notice';
import { usePayoutRules } from '../../lib/api/rules';
import { flatPer, paysFlat, paysPercent, percentOf } from '../../lib/payout-option';
import { isSimple } from '../../lib/payout-rule';
import type { desktop } from '../../wailsjs/go/models';

interface OfferPaysProps {
  form: UseFormReturnType<desktop.OfferForm>;
  options: desktop.OfferOptions;
}

/** What an offer pays, as long as a rate says it all; a rule that says more is changed among the payout rules. */
export function OfferPays({ form, options }: OfferPaysProps) {
  const { id, seen, payoutOption } = form.values;
  const rules = usePayoutRules(id).data?.rules ?? [];
  const own = id === '' ? undefined : rules.find((rule) => rule.level === 'offer' && rule.form.seen === seen);
  if (own && !isSimple(own.form)) {
    const at = `/offers/payout-rules?offer=${encodeURIComponent(id)}&open=${encodeURIComponent(own.id)}`;
    return (
      <Notice title="Payout Option">
        <p>{own.words}</p>
        {own.when.map((line) => (
          <p key={line} className="dim">
            {line}
          </p>
        ))}
        <p>
          This is more than a rate, so it is changed among the <Link href={at}>payout rules</Link>.
        </p>
      </Notice>
    );
  }
  const hint = options.payoutOptions.find(({ value }) => value === payoutOption)?.hint;
  return (
    <>
      <Select
        label="Payout Option"
        data={options.payoutOptions}
        description={hint}
        allowDeselect={false}
        {...form.getInputProps('payoutOption')}
      />
      {paysFlat(payoutOption) && (
        <TextInput
          label={`Payout ${flatPer(payoutOption, options.currency)}`}
          inputMode="decimal"
          placeholder="12.50"
          withAsterisk
          {...form.getInputProps('payoutFlat')}
        />
      )}
      {paysPercent(payoutOption) && (
        <TextInput
          label={`Payout (${percentOf(payoutOption)})`}
          inputMode="decimal"
          placeholder="10"
          withAsterisk
          {...form.getInputProps('payoutPercent')}
        />
      )}
    </>
  );
}
