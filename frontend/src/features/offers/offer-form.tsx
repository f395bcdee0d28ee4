import { Button, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';

import { SidePanel } from '../../components/side-panel';
import { useSaveOffer } from '../../lib/api/offers';
import { submit } from '../../lib/submit';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { AdvancedPostback } from './advanced-postback';
import { FindLinkPanel } from './find-link-panel';
import { MacroHelp } from './macro-help';
import { OfferMore } from './offer-more';
import { OfferPays } from './offer-pays';
import { OfferPreview } from './offer-preview';
import { OfferUrl } from './offer-url';
import { UtmFields } from './utm-fields';

interface OfferFormProps {
  title: string;
  initial: desktop.OfferForm;
  options: desktop.OfferOptions;
  onSaved: (id: string) => void;
  onClose: () => void;
}

/** Add Offer › Link Tracking Offer or Promo Code Offer, in the words of CJ's integration guide. */
export function OfferForm({ title, initial, options, onSaved, onClose }: OfferFormProps) {
  const form = useForm<desktop.OfferForm>({ mode: 'controlled', initialValues: initial });
  const save = useSaveOffer();
  const format = useFormat();
  const [finding, setFinding] = useState(false);
  const formId = 'offer-form';
  const code = form.values.type === 'code';

  const send = form.onSubmit(async (values) => {
    const named = values.utms.filter((utm) => utm.value.trim() !== '');
    const saved = await submit(form, save, { ...values, utms: named, was: form.getInitialValues() });
    if (saved) onSaved(saved.row.id);
  });
  const hint = (choices: desktop.Choice[], value: string) => choices.find((c) => c.value === value)?.hint;

  if (finding) {
    return (
      <FindLinkPanel
        onFound={(offerUrl) => {
          form.setFieldValue('offerUrl', offerUrl);
          setFinding(false);
        }}
        onBack={() => setFinding(false)}
      />
    );
  }
  return (
    <SidePanel
      title={title}
      onClose={onClose}
      dirty={form.isDirty()}
      problem={save.error}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="filled" loading={save.isPending}>
            Save offer
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} noValidate>
        <Stack gap={16}>
          <TextInput label="Offer Name" withAsterisk data-autofocus {...form.getInputProps('name')} />
          <Textarea label="Offer Description" autosize minRows={2} {...form.getInputProps('description')} />
          <Select
            label="Conversion Type"
            data={options.conversionTypes}
            description={hint(options.conversionTypes, form.values.conversionType)}
            allowDeselect={false}
            {...form.getInputProps('conversionType')}
          />
          <OfferPays form={form} options={options} />
          <Select
            label="Conversion Tracking"
            data={options.protocols}
            description={hint(options.protocols, form.values.protocol)}
            allowDeselect={false}
            {...form.getInputProps('protocol')}
          />
          {code ? (
            <TagsInput
              label="Promo codes"
              description={`The codes of the shop that this offer is about. Empty: all codes that members have. ${
                form.values.id === ''
                  ? `The offer counts for sales from today, ${format.day(options.today)}, on. Earlier sales stay as they are.`
                  : 'A change counts for sales from today on.'
              }`}
              placeholder={form.values.codes.length === 0 ? 'All codes of members' : undefined}
              {...form.getInputProps('codes')}
            />
          ) : (
            <>
              <OfferUrl form={form} options={options} onFind={() => setFinding(true)} />
              <UtmFields form={form} />
              <MacroHelp macros={options.macros} />
            </>
          )}
          <OfferMore form={form} />
          <AdvancedPostback form={form} options={options} />
          {!code && <OfferPreview form={form.values} />}
        </Stack>
      </form>
    </SidePanel>
  );
}
