import { Radio, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';

import type { desktop } from '../../../wailsjs/go/models';

interface DifferenceFieldsProps {
  form: UseFormReturnType<desktop.ReceiptForm>;
  /** CJ paid less than expected; else more. */
  short: boolean;
}

/** What a difference means: CJ still owes it, or it will not come, and why. */
export function DifferenceFields({ form, short }: DifferenceFieldsProps) {
  if (!short) {
    return (
      <TextInput
        label="Why CJ paid more"
        description="The rest is posted as an adjustment of CJ’s. Empty: not known."
        {...form.getInputProps('why')}
      />
    );
  }
  return (
    <Stack gap={12}>
      <Radio.Group
        label="What is missing"
        value={form.values.writeOff ? 'off' : 'owed'}
        onChange={(value) => form.setFieldValue('writeOff', value === 'off')}
      >
        <Stack gap={8} mt={4}>
          <Radio value="owed" label="CJ still owes it" description="It stays open until CJ pays the rest." />
          <Radio
            value="off"
            label="It will not come: write it off"
            description="Such as a fee. The books post it as an adjustment of CJ’s."
          />
        </Stack>
      </Radio.Group>
      <TextInput
        label="Why"
        description={form.values.writeOff ? 'It stays with the receipt.' : 'Empty: not known.'}
        withAsterisk={form.values.writeOff}
        {...form.getInputProps('why')}
      />
    </Stack>
  );
}
