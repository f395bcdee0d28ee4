import { Autocomplete, Button, Checkbox, Group, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { SidePanel } from '../../components/side-panel';
import { useSaveMember } from '../../lib/api/members';
import { submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';

interface MemberFormProps {
  /** Missing to add one. */
  member?: desktop.MemberRow;
  groups: string[];
  /** Tags that other members have. */
  tags: string[];
  /** A test member is wanted. */
  test?: boolean;
  onSaved: (id: string) => void;
  onClose: () => void;
}

/** Adds or edits a member. */
export function MemberForm({ member, groups, tags, test = false, onSaved, onClose }: MemberFormProps) {
  const save = useSaveMember();
  const form = useForm<desktop.MemberForm>({
    mode: 'controlled',
    initialValues: {
      id: member?.id ?? '',
      name: member?.name ?? '',
      email: member?.email ?? '',
      instagram: member?.instagram ?? '',
      tiktok: member?.tiktok ?? '',
      youtube: member?.youtube ?? '',
      handle: member?.handle ?? '',
      group: member?.group ?? '',
      tags: member?.tags ?? [],
      note: member?.note ?? '',
      test: member?.test ?? test,
      payee: member?.payee ?? '',
      promoCodes: member?.promoCodes ?? [],
      pids: member?.pids ?? [],
      ...(member && { was: member }),
    },
  });
  const send = form.onSubmit(async (values) => {
    const saved = await submit(form, save, values);
    if (saved) onSaved(saved.id);
  });
  const formId = 'member-form';
  return (
    <SidePanel
      title={member ? `Edit ${member.name}` : 'Add member'}
      onClose={onClose}
      problem={save.error}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="filled" loading={save.isPending}>
            Save member
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} noValidate>
        <Stack gap={16}>
          <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps('name')} />
          <TextInput label="E-mail" type="email" {...form.getInputProps('email')} />
          <Group grow align="start" gap={12}>
            <TextInput label="Instagram" leftSection="@" {...form.getInputProps('instagram')} />
            <TextInput label="TikTok" leftSection="@" {...form.getInputProps('tiktok')} />
          </Group>
          <Group grow align="start" gap={12}>
            <TextInput label="YouTube" leftSection="@" {...form.getInputProps('youtube')} />
            <TextInput label="Other handle" {...form.getInputProps('handle')} />
          </Group>
          <Autocomplete
            label="Group"
            description="An existing group, or the name of a new one."
            data={groups}
            {...form.getInputProps('group')}
          />
          <TagsInput
            label="Tags"
            description="Words of your own to find members by, such as “knitting” or “agency”."
            data={tags}
            {...form.getInputProps('tags')}
          />
          <TextInput
            label="Payee"
            type="email"
            description="The e-mail address that payments go to. It can wait until the first payment."
            {...form.getInputProps('payee')}
          />
          <TagsInput
            label="Promo codes"
            description="The shop’s codes that are this member’s: an order with one of them is credited to them, also without a click. Each code belongs to one member."
            placeholder={form.values.promoCodes.length === 0 ? 'Such as ANA10' : undefined}
            {...form.getInputProps('promoCodes')}
            onChange={(codes) => form.setFieldValue('promoCodes', [...new Set(codes.map(upperCase))])}
          />
          <TagsInput
            label="PIDs"
            description="Promotional properties at CJ that are this member’s alone: a sale of one is credited to them where neither a click nor a promo code is known. Needed with an advertiser’s token."
            placeholder={form.values.pids.length === 0 ? 'Such as 100812345' : undefined}
            {...form.getInputProps('pids')}
          />
          <Textarea
            label="Note"
            description="For you and your colleagues; it stays on your devices."
            autosize
            minRows={2}
            maxRows={8}
            {...form.getInputProps('note')}
          />
          <Checkbox
            label="Test member"
            description="All their links are test links: figures and payments leave them out. It can’t be changed once the member has links."
            {...form.getInputProps('test', { type: 'checkbox' })}
          />
        </Stack>
      </form>
    </SidePanel>
  );
}

/** As the Go side keeps a code, so that the same one is not entered twice. */
function upperCase(code: string): string {
  return code.trim().toUpperCase();
}
