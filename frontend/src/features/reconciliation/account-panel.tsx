import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { SidePanel } from '../../components/side-panel';
import { useSaveAdvertiserAccount } from '../../lib/api/reconciliation';
import { submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';

interface AccountPanelProps {
  account: desktop.AdvertiserAccount;
  onClose: () => void;
}

/** The brand's own numbers at CJ, which its files need and CJ's rows don't tell. */
export function AccountPanel({ account, onClose }: AccountPanelProps) {
  const save = useSaveAdvertiserAccount();
  const form = useForm({ initialValues: account });
  const send = form.onSubmit(async (values) => {
    if (await submit(form, save, values)) onClose();
  });
  const number = (name: keyof desktop.AdvertiserAccount, label: string, description: string) => (
    <TextInput
      label={label}
      description={description}
      inputMode="numeric"
      maxLength={18}
      {...form.getInputProps(name)}
    />
  );
  return (
    <SidePanel
      title="The brand’s numbers at CJ"
      onClose={onClose}
      dirty={form.isDirty()}
      problem={save.error?.hasFields ? null : save.error}
      footer={
        <Button variant="filled" loading={save.isPending} onClick={() => send()}>
          Save
        </Button>
      }
    >
      <form onSubmit={send}>
        <Stack gap={16}>
          <p>
            CJ’s files for cancellations and restatements name the brand’s own account. The brand’s contact at
            CJ, or the page of its action tracker, has these numbers; they are asked for once.
          </p>
          {number('companyId', 'Company id', 'The brand’s advertiser account (CID).')}
          {number('enterpriseId', 'Enterprise id', 'The number in the brand’s conversion tag.')}
          {number('subscriptionId', 'Subscription id', 'Under which CJ takes the brand’s files.')}
        </Stack>
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </SidePanel>
  );
}
