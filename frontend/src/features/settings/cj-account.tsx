import { Button, PasswordInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { FormProblem } from '../../components/form-problem';
import { Loaded } from '../../components/loaded';
import { useCJAccount, useSaveCJAccount } from '../../lib/api/workspace';
import { submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';
import { Setting } from './setting';

/** The programme's CJ publisher account. */
export function CJAccount() {
  const account = useCJAccount();
  return (
    <Setting
      title="CJ account"
      explanation="The publisher account that the brand’s CJ programme invited, and that CJ pays. Its token never leaves this computer."
    >
      <Loaded query={account} lines={3}>
        {(data) => <CJForm account={data} />}
      </Loaded>
    </Setting>
  );
}

/** The form of an account, with the account itself: what stays as shown is not written again. */
function shown(account: desktop.CJView): desktop.CJForm {
  return {
    cid: account.cid,
    pid: account.pid,
    currency: account.currency,
    token: '',
    role: account.role,
    was: account,
  };
}

function CJForm({ account }: { account: desktop.CJView }) {
  const save = useSaveCJAccount();
  const form = useForm<desktop.CJForm>({
    mode: 'controlled',
    initialValues: shown(account),
  });
  const send = form.onSubmit(async (values) => {
    const saved = await submit(form, save, values);
    if (saved) form.setValues(shown(saved));
  });
  return (
    <form onSubmit={send} noValidate>
      <Stack gap={12}>
        <SimpleGrid cols={3} spacing={12}>
          <TextInput label="CID" description="Company id" {...form.getInputProps('cid')} />
          <TextInput label="PID" description="Property (website) id" {...form.getInputProps('pid')} />
          <TextInput
            label="Currency"
            description="That CJ pays in"
            maxLength={3}
            {...form.getInputProps('currency')}
          />
        </SimpleGrid>
        <PasswordInput
          label="Personal access token"
          description={
            account.hasToken
              ? 'A token is stored. Leave this empty to keep it.'
              : 'From developers.cj.com › Authentication.'
          }
          {...form.getInputProps('token')}
        />
        <FormProblem error={save.error} />
        <Button type="submit" variant="filled" w="fit-content" loading={save.isPending}>
          Save CJ account
        </Button>
      </Stack>
    </form>
  );
}
