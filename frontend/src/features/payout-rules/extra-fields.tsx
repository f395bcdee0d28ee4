import { Select, SimpleGrid, TextInput } from '@mantine/core';

import { Fold } from '../../components/fold';
import { Term } from '../../components/term';
import { paysClicks } from '../../lib/payout-option';
import { Rows } from './rows';
import { useRuleFields } from './rule-fields';
import { emptyBonus, emptyCap } from './rule-form';

const mostBonuses = 10;
const mostCaps = 6;

/** How many of a shopper's further purchases earn. */
export function RepeatFields() {
  const { values, input, wrong } = useRuleFields();
  if (paysClicks(values.option)) return null;
  const { repeatMax, repeatMonths } = values;
  return (
    <Fold
      title="Repeat purchases"
      note={repeatMax || repeatMonths ? 'limited' : 'all earn'}
      wrong={wrong('repeatMax', 'repeatMonths')}
      open={repeatMax !== '' || repeatMonths !== ''}
    >
      <p className="dim">Further purchases that CJ reports for the same click, such as a subscription’s.</p>
      <SimpleGrid cols={2} spacing={12}>
        <TextInput
          label="Purchases that earn, with the first"
          inputMode="numeric"
          placeholder="All"
          {...input('repeatMax')}
        />
        <TextInput
          label="Months after the first"
          inputMode="numeric"
          placeholder="No limit"
          {...input('repeatMonths')}
        />
      </SimpleGrid>
    </Fold>
  );
}

/** One-off extras for reaching something. */
export function BonusFields() {
  const { values, options, input, wrong, form } = useRuleFields();
  if (paysClicks(values.option)) return null;
  const count = values.bonuses.length;
  return (
    <Fold
      title="Bonuses"
      note={count === 0 ? 'none' : count === 1 ? '1 bonus' : `${count} bonuses`}
      wrong={wrong('bonuses')}
      open={count > 0}
    >
      <p className="dim">Paid once in each period, on top, with the sale that reaches it.</p>
      <Rows
        count={count}
        name="bonus"
        add="Add a bonus"
        most={mostBonuses}
        onAdd={() => form.insertListItem('bonuses', { ...emptyBonus })}
        onRemove={(index) => form.removeListItem('bonuses', index)}
        error={form.errors.bonuses}
        row={(index) => (
          <>
            <Select
              label="Counted in"
              data={options.periods.map(({ value, label }) => ({ value, label }))}
              allowDeselect={false}
              {...input(`bonuses.${index}.period`)}
            />
            <Select
              label="By"
              data={options.counts.map(({ value, label }) => ({ value, label }))}
              allowDeselect={false}
              {...input(`bonuses.${index}.by`)}
            />
            <TextInput
              label={values.bonuses[index]?.by === 'sales' ? `From (${options.currency})` : 'From number'}
              inputMode="decimal"
              placeholder={values.bonuses[index]?.by === 'sales' ? '1000.00' : '10'}
              {...input(`bonuses.${index}.from`)}
            />
            <TextInput
              label={`Bonus (${options.currency})`}
              inputMode="decimal"
              placeholder="25.00"
              {...input(`bonuses.${index}.amount`)}
            />
          </>
        )}
      />
    </Fold>
  );
}

const together = [
  { value: 'each', label: 'Each member' },
  { value: 'all', label: 'All together' },
];

/** The most that is paid. */
export function CapFields() {
  const { values, options, input, wrong, form } = useRuleFields();
  const count = values.caps.length;
  return (
    <Fold
      title="Caps"
      note={count === 0 ? 'no limit' : count === 1 ? '1 cap' : `${count} caps`}
      wrong={wrong('caps')}
      open={count > 0}
    >
      <p className="dim">
        The most that is paid{' '}
        {values.level === 'offer' ? (
          <>
            to each member by this rule, or{' '}
            <Term explanation="A budget: by all rules of the offer, to all members.">to all together</Term> on
            the offer
          </>
        ) : (
          'to each member by this rule'
        )}
        . What goes beyond it is not paid, and each conversion says so.
      </p>
      <Rows
        count={count}
        name="cap"
        add="Add a cap"
        most={mostCaps}
        onAdd={() => form.insertListItem('caps', { ...emptyCap })}
        onRemove={(index) => form.removeListItem('caps', index)}
        error={form.errors.caps}
        row={(index) => (
          <>
            <TextInput
              label={`At most (${options.currency})`}
              inputMode="decimal"
              placeholder="500.00"
              {...input(`caps.${index}.amount`)}
            />
            <Select
              label="In"
              data={options.capSpans.map(({ value, label }) => ({ value, label }))}
              allowDeselect={false}
              {...input(`caps.${index}.period`)}
            />
            {values.level === 'offer' && (
              <Select
                label="To"
                data={together}
                allowDeselect={false}
                value={values.caps[index]?.together ? 'all' : 'each'}
                onChange={(value) => form.setFieldValue(`caps.${index}.together`, value === 'all')}
                error={input(`caps.${index}.together`, { type: 'checkbox' }).error}
              />
            )}
          </>
        )}
      />
    </Fold>
  );
}
