import { SegmentedControl, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';

import { DayField } from '../../components/day-field';
import { useMembers } from '../../lib/api/members';
import { flatPer, paysFlat, paysPercent, percentOf } from '../../lib/payout-option';
import styles from './rule-editor.module.css';
import { useRuleFields } from './rule-fields';

/** Whom a rule is for; it stays as it is in later versions. */
export function WhomFields({ fixed }: { fixed: boolean }) {
  const { values, options, input, form } = useRuleFields();
  const members = useMembers().data ?? [];
  const subjects =
    values.level === 'group'
      ? options.groups
      : members.map((member) => ({ value: member.id, label: member.name }));
  const hint = options.levels.find((level) => level.value === values.level)?.hint;
  if (fixed) return null;
  return (
    <Stack gap={8}>
      <div>
        <div className={styles.label}>For whom</div>
        <SegmentedControl
          aria-label="For whom"
          fullWidth
          data={options.levels.map(({ value, label }) => ({ value, label }))}
          value={values.level}
          onChange={(level) => form.setValues({ level, subject: '' })}
        />
        <p className={styles.hint}>{hint}</p>
      </div>
      {values.level !== 'offer' && (
        <Select
          label={values.level === 'group' ? 'Group' : 'Member'}
          placeholder={values.level === 'group' ? 'Choose a group' : 'Choose a member'}
          data={subjects}
          searchable
          withAsterisk
          nothingFoundMessage={values.level === 'group' ? 'No such group. Members have groups.' : 'Nobody.'}
          {...input('subject')}
          value={values.subject || null}
          onChange={(subject) => form.setFieldValue('subject', subject ?? '')}
        />
      )}
    </Stack>
  );
}

/** What a rule pays. */
export function PayFields() {
  const { values, options, input } = useRuleFields();
  const { option } = values;
  return (
    <>
      <Select
        label="Payout Option"
        data={options.options.map(({ value, label }) => ({ value, label }))}
        description={options.options.find((choice) => choice.value === option)?.hint}
        allowDeselect={false}
        {...input('option')}
      />
      <SimpleGrid cols={2} spacing={12}>
        {paysFlat(option) && (
          <TextInput
            label={`Payout ${flatPer(option, options.currency)}`}
            inputMode="decimal"
            placeholder="5.00"
            withAsterisk
            {...input('flat')}
          />
        )}
        {paysPercent(option) && (
          <TextInput
            label={`Payout (${percentOf(option)})`}
            inputMode="decimal"
            placeholder="10"
            withAsterisk
            {...input('percent')}
          />
        )}
      </SimpleGrid>
    </>
  );
}

/** From when on, and what the team calls it. */
export function WhenFields() {
  const { input } = useRuleFields();
  return (
    <SimpleGrid cols={2} spacing={12}>
      <DayField label="For sales from" description="Empty: from today on." optional {...input('validFrom')} />
      <TextInput
        label="Name"
        description="What your team calls it. Members never see it."
        placeholder="Such as: Holiday push"
        {...input('name')}
      />
    </SimpleGrid>
  );
}
