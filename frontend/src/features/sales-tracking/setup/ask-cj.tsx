import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { FormProblem } from '../../../components/form-problem';
import { useAskCJ } from '../../../lib/api/setup';
import { submit } from '../../../lib/submit';

/** Asks CJ whether the account has joined; in practice mode the simulated CJ takes the acceptance first. */
export function AskCJ({ practice }: { practice: boolean }) {
  const ask = useAskCJ();
  const form = useForm({ mode: 'controlled', initialValues: { advertiserId: '' } });
  const send = form.onSubmit(async ({ advertiserId }) => {
    await submit(form, ask, advertiserId.trim());
  });
  const several = ask.error?.fields.advertiserId !== undefined;
  return (
    <form onSubmit={send} noValidate>
      <Group gap={8} align="flex-end">
        {several && (
          <TextInput label="The brand’s CID" inputMode="numeric" {...form.getInputProps('advertiserId')} />
        )}
        <Button type="submit" variant="filled" loading={ask.isPending}>
          {practice ? 'Accept at the simulated CJ' : 'Check at CJ'}
        </Button>
      </Group>
      <FormProblem error={ask.error?.hasFields ? null : ask.error} />
    </form>
  );
}
