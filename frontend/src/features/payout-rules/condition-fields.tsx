import { Checkbox, Input, Select, SimpleGrid, TagsInput, TextInput } from '@mantine/core';

import { DayField } from '../../components/day-field';
import { Fold } from '../../components/fold';
import { Term } from '../../components/term';
import { paysClicks } from '../../lib/payout-option';
import { conditionsSet } from '../../lib/payout-rule';
import { CouponField } from './coupon-field';
import { useRuleFields } from './rule-fields';

/** Which sales a rule is for. All that is set must hold. */
export function ConditionFields() {
  const { values, options, input, wrong, form } = useRuleFields();
  const { conditions } = values;
  const count = conditionsSet(conditions);
  const clicks = paysClicks(values.option);
  return (
    <Fold
      title={clicks ? 'Only on some days' : 'Only for some sales'}
      note={
        count === 0
          ? clicks
            ? 'all clicks'
            : 'all sales'
          : count === 1
            ? '1 condition'
            : `${count} conditions`
      }
      wrong={wrong('conditions')}
      open={count > 0}
    >
      {form.errors.conditions && <Input.Error>{form.errors.conditions}</Input.Error>}
      <SimpleGrid cols={2} spacing={12}>
        <DayField label="First day" optional {...input('conditions.from')} />
        <DayField label="Last day" optional {...input('conditions.to')} />
      </SimpleGrid>
      {!clicks && (
        <>
          <SimpleGrid cols={2} spacing={12}>
            <TextInput
              label={`Orders of at least (${options.currency})`}
              inputMode="decimal"
              placeholder="No limit"
              {...input('conditions.min')}
            />
            <TextInput
              label={`Orders of at most (${options.currency})`}
              inputMode="decimal"
              placeholder="No limit"
              {...input('conditions.max')}
            />
          </SimpleGrid>
          <TagsInput
            label={
              <Term explanation="The shop’s own numbers of its products, as CJ lists them with a sale.">
                SKUs
              </Term>
            }
            description="Orders with at least one of them. Enter adds one."
            placeholder={conditions.skus.length === 0 ? 'Any product' : undefined}
            {...input('conditions.skus')}
          />
          <TagsInput
            label={
              <Term explanation="How CJ groups a brand’s products for its commissions; it stands for a category.">
                Item lists
              </Term>
            }
            description="Orders with a product of one of these."
            placeholder={conditions.lists.length === 0 ? 'Any category' : undefined}
            {...input('conditions.lists')}
          />
          {conditions.skus.length + conditions.lists.length > 0 && (
            <Checkbox
              label="Pay on these products only"
              description="The percentage is of their lines in the order, not of the whole sale."
              {...input('conditions.onlyLines', { type: 'checkbox' })}
            />
          )}
          <SimpleGrid cols={2} spacing={12}>
            <Select
              label={
                <Term explanation="Whether CJ’s row says that the customer bought there before.">
                  Customers
                </Term>
              }
              data={options.customers.map(({ value, label }) => ({ value, label }))}
              allowDeselect={false}
              {...input('conditions.customer')}
            />
            <TagsInput
              label="Countries"
              placeholder={conditions.countries.length === 0 ? 'Any: US, DE …' : undefined}
              {...input('conditions.countries')}
              onChange={(codes) =>
                form.setFieldValue(
                  'conditions.countries',
                  codes.map((code) => code.trim().toUpperCase()),
                )
              }
            />
          </SimpleGrid>
          <CouponField />
          <p className="dim">
            Products, customer and country are known once CJ lists a sale. Until then a rule that asks for
            them does not pay it.
          </p>
        </>
      )}
    </Fold>
  );
}
