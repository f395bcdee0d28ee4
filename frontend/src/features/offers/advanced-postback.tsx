import { Select, Switch, TagsInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';

import { Fold } from '../../components/fold';
import type { desktop } from '../../wailsjs/go/models';
import { PostbackNames } from './postback-names';

const fields = [
  'preset',
  'postbackNames',
  'postbackAmounts',
  'postbackSigned',
  'postbackNetworks',
  'passThrough',
];

interface AdvancedPostbackProps {
  form: UseFormReturnType<desktop.OfferForm>;
  options: desktop.OfferOptions;
}

/** How the network calls and who may call: right for CJ as it is, so it stays folded. */
export function AdvancedPostback({ form, options }: AdvancedPostbackProps) {
  const wrong = fields.some((field) => form.errors[field] !== undefined);
  const preset = options.postbackPresets.find(({ name }) => name === form.values.preset);
  return (
    <Fold
      title="Advanced postback"
      note="network, signature, who may call"
      wrong={wrong}
      open={isChanged(form.values, options)}
    >
      <Select
        label="Network"
        description={`Who sends the postbacks, and so what its parameters are called. How it marks corrections: ${preset?.corrections ?? '–'}`}
        data={options.postbackPresets.map(({ name, label }) => ({ value: name, label }))}
        allowDeselect={false}
        searchable
        {...form.getInputProps('preset')}
      />
      <PostbackNames form={form} fields={options.postbackFields} preset={preset} />
      <Select
        label="Amounts"
        description="How the network writes forty-nine dollars: a wrong choice is off by a factor of 100."
        data={[
          { value: '', label: `As the network does: ${preset?.minor ? '4900' : '49.00'}` },
          { value: 'major', label: 'Whole units: 49.00' },
          { value: 'minor', label: 'Cents: 4900' },
        ]}
        allowDeselect={false}
        {...form.getInputProps('postbackAmounts')}
      />
      <Switch
        label="Calls must be signed"
        description="For a network that can sign: nobody else can report a sale then. The key is made when you save."
        {...form.getInputProps('postbackSigned', { type: 'checkbox' })}
      />
      <TagsInput
        label="Allowed addresses"
        description="Only these may call, such as 192.0.2.0/24. Empty: whoever has the URL."
        placeholder={form.values.postbackNetworks.length === 0 ? 'Any address' : undefined}
        {...form.getInputProps('postbackNetworks')}
      />
      <TagsInput
        label="Passed on to the shop"
        description="Parameters that somebody may add to a member link, such as utm_content. All others are dropped."
        placeholder={form.values.passThrough.length === 0 ? 'None' : undefined}
        {...form.getInputProps('passThrough')}
      />
    </Fold>
  );
}

/** Whether an offer has something here that CJ's postbacks don't need. */
export function isChanged(form: desktop.OfferForm, { postbackPresets }: desktop.OfferOptions): boolean {
  return (
    form.preset !== (postbackPresets[0]?.name ?? '') ||
    form.postbackNames.some(({ value }) => value !== '') ||
    form.postbackAmounts !== '' ||
    form.postbackSigned ||
    form.postbackNetworks.length > 0 ||
    form.passThrough.length > 0
  );
}
