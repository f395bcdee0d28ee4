import { Button, Group, PasswordInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { FormProblem } from '../../../components/form-problem';
import { useCheckCJ } from '../../../lib/api/cj';
import { useSaveCJAccount } from '../../../lib/api/workspace';
import { submit } from '../../../lib/submit';
import type { desktop } from '../../../wailsjs/go/models';
import { CJCheckResult } from './cj-check-result';
import { CJRole } from './cj-role';

/** The form of an account, with the account itself: what stays as shown is not written again. */
function shown(account: desktop.CJView): desktop.CJForm {
  const { cid, pid, currency, role } = account;
  return { cid, pid, currency, role: role || 'publisher', token: '', was: account };
}

interface CJFormProps {
  account: desktop.CJView;
  roles: desktop.CJRoleChoice[];
}

/** Enters the account. A token is tried at CJ before it is saved; one that fails can be saved all the same. */
export function CJForm({ account, roles }: CJFormProps) {
  const check = useCheckCJ();
  const save = useSaveCJAccount();
  const form = useForm<desktop.CJForm>({
    mode: 'controlled',
    initialValues: shown(account),
    // What CJ said belongs to what was asked with.
    onValuesChange: () => check.reset(),
  });
  const failed = check.data !== undefined && !check.data.ok;

  const send = form.onSubmit(async (values) => {
    if (values.token.trim() !== '' && !check.data) {
      const answer = await submit(form, check, values);
      if (!answer?.ok) return;
    }
    const saved = await submit(form, save, values);
    if (saved) form.setValues(shown(saved));
  });
  return (
    <form onSubmit={send} noValidate>
      <Stack gap={16}>
        <CJRole roles={roles} {...form.getInputProps('role')} />
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
        <p className="dim">
          CJ’s figures name no currency. Enter the one that CJ pays the account in: every amount is read as
          that. A wrong one makes every figure wrong.
        </p>
        <PasswordInput
          label="Personal access token"
          description={
            account.hasToken
              ? 'A token is stored. Leave this empty to keep it.'
              : 'From developers.cj.com › Authentication.'
          }
          {...form.getInputProps('token')}
        />
        {check.data && <CJCheckResult check={check.data} roles={roles} />}
        <FormProblem error={check.error ?? save.error} />
        <Group gap={8}>
          <Button
            loading={check.isPending}
            disabled={!account.hasToken && form.values.token.trim() === ''}
            onClick={() => void submit(form, check, form.values)}
          >
            Check
          </Button>
          <Button type="submit" variant="filled" loading={save.isPending}>
            {failed ? 'Save all the same' : 'Save CJ account'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
