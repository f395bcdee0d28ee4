import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';

import { FormProblem } from '../../../components/form-problem';
import { useOfferURL } from '../../../lib/api/cj';
import { useOfferOptions } from '../../../lib/api/offers';
import { useKeepDestination } from '../../../lib/api/setup';
import { submit } from '../../../lib/submit';
import type { desktop } from '../../../wailsjs/go/models';

/** Makes the CJ destination link, which Aspire's customers ask for by e-mail. */
export function DestinationLink({ setup }: { setup: desktop.SetupView }) {
  const [again, setAgain] = useState(false);
  if (setup.destination && !again) {
    return <Button onClick={() => setAgain(true)}>Choose another</Button>;
  }
  const done = () => setAgain(false);
  return setup.practice ? <SimulatedAsset onDone={done} /> : <OwnLink onDone={done} />;
}

function SimulatedAsset({ onDone }: { onDone: () => void }) {
  const assets = useOfferOptions().data?.destinations ?? [];
  const keep = useKeepDestination();
  const [chosen, choose] = useState<string | null>(null);
  return (
    <Group gap={8} align="flex-end">
      <Select
        label="CJ asset"
        placeholder="Choose what members promote"
        w={280}
        data={assets.map(({ value, label }) => ({ value, label }))}
        value={chosen}
        onChange={choose}
      />
      <Button
        variant="filled"
        disabled={!chosen}
        loading={keep.isPending}
        onClick={() => chosen && keep.mutate(chosen, { onSuccess: onDone })}
      >
        Get destination link
      </Button>
      <FormProblem error={keep.error} />
    </Group>
  );
}

function OwnLink({ onDone }: { onDone: () => void }) {
  const make = useOfferURL();
  const keep = useKeepDestination();
  const form = useForm({ mode: 'controlled', initialValues: { aid: '', destination: '', link: '' } });
  const send = form.onSubmit(async ({ aid, destination, link }) => {
    let whole = link.trim();
    if (!whole) {
      const wanted = { aid: aid.trim(), destination: destination.trim(), deepLinks: true };
      whole = (await submit(form, make, wanted)) ?? '';
      if (!whole) return;
    }
    if (await submit(form, keep, whole)) onDone();
  });
  return (
    <form onSubmit={send} noValidate style={{ width: '100%', maxWidth: 520 }}>
      <Stack gap={12}>
        <TextInput
          label="Number of the CJ link (AID)"
          description="CJ shows it beside each link."
          inputMode="numeric"
          {...form.getInputProps('aid')}
        />
        <TextInput
          label="Page of the shop"
          description="Empty for the link’s own page."
          placeholder="https://"
          {...form.getInputProps('destination')}
        />
        <TextInput
          label="Or paste the whole link from CJ"
          placeholder="https://"
          {...form.getInputProps('link')}
        />
        <FormProblem error={problem(make.error) ?? problem(keep.error)} />
        <Button type="submit" variant="filled" w="fit-content" loading={make.isPending || keep.isPending}>
          Get destination link
        </Button>
      </Stack>
    </form>
  );
}

/** An error that stands beside no field. */
const problem = <E extends { hasFields: boolean }>(error: E | null) => (error?.hasFields ? null : error);
