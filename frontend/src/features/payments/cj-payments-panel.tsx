import { Button, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { Loaded } from '../../components/loaded';
import { SidePanel } from '../../components/side-panel';
import { useCashSettings, useSaveCashSettings } from '../../lib/api/cash';
import { useWorkspace } from '../../lib/api/workspace';
import { submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';
import { payDayWords } from './pay-day-words';

const formId = 'cj-payments-form';

/** When CJ pays this account: what the expected days are worked out from. */
export function CJPaymentsPanel({ onClose }: { onClose: () => void }) {
  const settings = useCashSettings();
  const save = useSaveCashSettings();
  return (
    <SidePanel
      title="When CJ pays"
      onClose={onClose}
      problem={save.error}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="filled" loading={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <Loaded query={settings} lines={4}>
        {(data) => <SettingsForm settings={data} save={save} onSaved={onClose} />}
      </Loaded>
    </SidePanel>
  );
}

interface SettingsFormProps {
  settings: desktop.CashSettings;
  save: ReturnType<typeof useSaveCashSettings>;
  onSaved: () => void;
}

function SettingsForm({ settings, save, onSaved }: SettingsFormProps) {
  const currency = useWorkspace().data?.currency ?? '';
  const form = useForm({ mode: 'controlled', initialValues: asTyped(settings) });
  const send = form.onSubmit(async (values) => {
    if (await submit(form, save, asSent(values))) onSaved();
  });
  return (
    <form id={formId} onSubmit={send} noValidate>
      <Stack gap={16}>
        <p className="dim">
          {payDayWords(settings)} CJ promises no day, so the days that are expected go by what you enter here.
        </p>
        <TextInput
          label="CJ pays on this day of the month"
          description="What had locked before that day is in the payment."
          inputMode="numeric"
          withAsterisk
          data-autofocus
          {...form.getInputProps('payDay')}
        />
        <SimpleGrid cols={2} spacing={12}>
          <TextInput
            label="Business days, at the soonest"
            description="Until it is on your account"
            inputMode="numeric"
            withAsterisk
            {...form.getInputProps('creditFrom')}
          />
          <TextInput
            label="Business days, at the latest"
            description="Monday to Friday, no holidays"
            inputMode="numeric"
            withAsterisk
            {...form.getInputProps('creditTo')}
          />
        </SimpleGrid>
        <TextInput
          label={`Smallest payment (${currency})`}
          description="CJ pays no less; what is below waits for the next payday. Empty: none."
          inputMode="decimal"
          {...form.getInputProps('minimum')}
        />
      </Stack>
    </form>
  );
}

type Typed = Record<keyof desktop.CashSettings, string>;

function asTyped(settings: desktop.CashSettings): Typed {
  const { payDay, creditFrom, creditTo, minimum } = settings;
  return {
    payDay: String(payDay),
    creditFrom: String(creditFrom),
    creditTo: String(creditTo),
    minimum,
  };
}

function asSent({ payDay, creditFrom, creditTo, minimum }: Typed): desktop.CashSettings {
  return {
    payDay: whole(payDay),
    creditFrom: whole(creditFrom),
    creditTo: whole(creditTo),
    minimum: minimum.trim(),
  };
}

/** What is no whole number is refused like a day that there is not. */
function whole(text: string): number {
  return /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : -1;
}
