import { Checkbox, Select, SimpleGrid, TextInput } from '@mantine/core';

import { Fold } from '../../components/fold';
import { flatPer, paysClicks, paysFlat, paysPercent, percentOf } from '../../lib/payout-option';
import { Rows } from './rows';
import { useRuleFields } from './rule-fields';
import { emptyTier } from './rule-form';

const mostTiers = 10;

/** Steps: who sells more is paid at a higher rate. */
export function TierFields() {
  const { values, options, input, wrong, form } = useRuleFields();
  const { tiers, tierBy, option } = values;
  if (paysClicks(option)) return null;
  const add = () => {
    if (tiers.length === 0) {
      form.setFieldValue('tierBy', tierBy || 'sales');
      form.setFieldValue('tierPeriod', values.tierPeriod || 'month');
    }
    form.insertListItem('tiers', { ...emptyTier });
  };
  const money = tierBy !== 'conversions';
  return (
    <Fold
      title="Tiers: more for those who sell more"
      note={tiers.length === 0 ? 'one rate' : tiers.length === 1 ? '1 step' : `${tiers.length} steps`}
      wrong={wrong('tiers', 'tierBy', 'tierPeriod')}
      open={tiers.length > 0}
    >
      {tiers.length > 0 && (
        <SimpleGrid cols={2} spacing={12}>
          <Select
            label="A step is reached by"
            data={options.counts.map(({ value, label }) => ({ value, label }))}
            allowDeselect={false}
            {...input('tierBy')}
          />
          <Select
            label="Counted in each"
            data={options.periods.map(({ value, label }) => ({ value, label }))}
            allowDeselect={false}
            {...input('tierPeriod')}
          />
        </SimpleGrid>
      )}
      <Rows
        count={tiers.length}
        name="tier"
        add={tiers.length === 0 ? 'Add tiers' : 'Add a tier'}
        most={mostTiers}
        onAdd={add}
        onRemove={(index) => form.removeListItem('tiers', index)}
        error={form.errors.tiers}
        row={(index) => (
          <>
            <TextInput
              label={money ? `From sales of (${options.currency})` : 'From conversion no.'}
              inputMode={money ? 'decimal' : 'numeric'}
              placeholder={money ? '1000.00' : '10'}
              {...input(`tiers.${index}.from`)}
            />
            {paysFlat(option) && (
              <TextInput
                label={flatPer(option, options.currency)}
                inputMode="decimal"
                placeholder={values.flat || '5.00'}
                {...input(`tiers.${index}.flat`)}
              />
            )}
            {paysPercent(option) && (
              <TextInput
                label={percentOf(option)}
                inputMode="decimal"
                placeholder={values.percent || '12'}
                {...input(`tiers.${index}.percent`)}
              />
            )}
          </>
        )}
      />
      {tiers.length > 0 && (
        <Checkbox
          label="The highest step reached counts for the whole period"
          description="Earlier sales of the period are then paid at it, too. Otherwise it counts from the sale that reaches it."
          {...input('tierWhole', { type: 'checkbox' })}
        />
      )}
    </Fold>
  );
}
