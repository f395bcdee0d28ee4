import { Select, SimpleGrid, TagsInput } from '@mantine/core';
import { useState } from 'react';

import { useRuleFields } from './rule-fields';

const anyCode = '*';

const choices = [
  { value: 'all', label: 'With or without a promo code' },
  { value: 'any', label: 'With any promo code' },
  { value: 'some', label: 'With one of these' },
  { value: 'none', label: 'Without a promo code' },
];

/** Which promo codes an order must have, or that it has none. */
export function CouponField() {
  const { values, form, input } = useRuleFields();
  const { coupons, noCoupon } = values.conditions;
  const [naming, setNaming] = useState(false);
  const some = naming || (coupons.length > 0 && coupons[0] !== anyCode);
  const choice = noCoupon ? 'none' : some ? 'some' : coupons[0] === anyCode ? 'any' : 'all';
  const choose = (next: string) => {
    setNaming(next === 'some');
    form.setFieldValue('conditions.noCoupon', next === 'none');
    form.setFieldValue('conditions.coupons', next === 'any' ? [anyCode] : []);
  };
  return (
    <SimpleGrid cols={2} spacing={12}>
      <Select
        label="Orders"
        data={choices}
        allowDeselect={false}
        value={choice}
        onChange={(next) => next && choose(next)}
        error={input('conditions.noCoupon', { type: 'checkbox' }).error}
      />
      {choice === 'some' && (
        <TagsInput
          label="Promo codes"
          placeholder={coupons.length === 0 ? 'Such as ANA10' : undefined}
          {...input('conditions.coupons')}
          onChange={(codes) =>
            form.setFieldValue(
              'conditions.coupons',
              codes.map((code) => code.trim().toUpperCase()),
            )
          }
        />
      )}
    </SimpleGrid>
  );
}
