import {
  Button,
  Group,
  Input,
  MultiSelect,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';

import { SidePanel } from '../../components/side-panel';
import { useLinkCount } from '../../lib/api/links';
import { useMemberOptions, useMembers } from '../../lib/api/members';
import { useOffers } from '../../lib/api/offers';
import { toAppError } from '../../lib/app-error';
import { showErrors } from '../../lib/submit';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { Generating } from './generating';
import { PublicNotice } from './public-notice';

/** More than these are not listed one by one. */
const shownMembers = 50;

interface GeneratePanelProps {
  offerId: string;
  memberIds: string[];
  onHandOut: (ids: string[]) => void;
  onClose: () => void;
}

/** Generates a link of each chosen offer for each member: some, a group, a tag or everybody. */
export function GeneratePanel({ offerId, memberIds, onHandOut, onClose }: GeneratePanelProps) {
  const { count } = useFormat();
  const offers = (useOffers().data ?? []).filter(
    (offer) => offer.status === 'active' && offer.type !== 'code',
  );
  const members = (useMembers().data ?? []).filter((member) => member.status === 'active');
  const { groups, tags } = useMemberOptions().data ?? { groups: [], tags: [] };
  const [asked, setAsked] = useState<desktop.LinkBulkForm>();
  const form = useForm<desktop.LinkBulkForm>({
    mode: 'controlled',
    initialValues: {
      offerIds: offerId ? [offerId] : [],
      who: 'members',
      memberIds,
      group: '',
      tag: '',
      page: '',
      test: false,
    },
  });
  const { values } = form;
  const [many, setMany] = useState(memberIds.length > shownMembers);
  const tests = new Set(members.filter((member) => member.test).map((member) => member.id));
  const testers =
    values.who === 'members' && values.memberIds.length > 0 && values.memberIds.every((id) => tests.has(id));
  const counted = useLinkCount(values, values.offerIds.length > 0);
  const send = form.onSubmit(async () => {
    const found = await counted.refetch();
    if (found.error) showErrors(form, fieldsOf(found.error, values));
    else if (values.offerIds.length === 0) showErrors(form, { offerIds: 'Choose an offer.' });
    else setAsked(values);
  });
  if (asked) return <Generating asked={asked} onHandOut={onHandOut} onClose={onClose} />;

  const formId = 'generate-form';
  const will = counted.isError ? undefined : counted.data;
  return (
    <SidePanel
      title="Generate links"
      onClose={onClose}
      note={
        will && (
          <span role="status">
            {will.wanted === 0
              ? 'All of them have their links already.'
              : `${count(will.wanted)} ${will.wanted === 1 ? 'link' : 'links'} to generate`}
            {will.wanted > 0 && will.had > 0 && `; ${count(will.had)} are there already`}
          </span>
        )
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="filled">
            Generate
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} noValidate>
        <Stack gap={16}>
          <MultiSelect
            label="Offers"
            withAsterisk
            placeholder={values.offerIds.length === 0 ? 'Choose offers' : undefined}
            hidePickedOptions
            data={offers.map((offer) => ({ value: offer.id, label: offer.name }))}
            nothingFoundMessage={offers.length === 0 ? 'No active offer' : undefined}
            {...form.getInputProps('offerIds')}
          />
          <div>
            <SegmentedControl
              aria-label="Who gets links"
              fullWidth
              data={[
                { value: 'members', label: 'Members' },
                { value: 'group', label: 'A group' },
                { value: 'tag', label: 'A tag' },
                { value: 'everybody', label: 'Everybody' },
              ]}
              {...form.getInputProps('who')}
            />
          </div>
          {values.who === 'members' && many && (
            <Input.Wrapper label="Members" labelElement="div" error={form.errors.memberIds}>
              <Group justify="space-between">
                <span>{count(values.memberIds.length)} members chosen in the list</span>
                <Button
                  size="compact-sm"
                  onClick={() => {
                    setMany(false);
                    form.setFieldValue('memberIds', []);
                  }}
                >
                  Choose others
                </Button>
              </Group>
            </Input.Wrapper>
          )}
          {values.who === 'members' && !many && (
            <MultiSelect
              label="Members"
              withAsterisk
              placeholder={values.memberIds.length === 0 ? 'Search and choose members' : undefined}
              searchable
              limit={shownMembers}
              hidePickedOptions
              clearable
              data={members.map((member) => ({ value: member.id, label: member.name }))}
              nothingFoundMessage="No active member"
              {...form.getInputProps('memberIds')}
            />
          )}
          {values.who === 'group' && (
            <Select
              label="Group"
              withAsterisk
              placeholder="Choose a group"
              data={groups}
              {...form.getInputProps('group')}
            />
          )}
          {values.who === 'tag' && (
            <Select
              label="Tag"
              withAsterisk
              placeholder="Choose a tag"
              data={tags}
              {...form.getInputProps('tag')}
            />
          )}
          {values.who === 'everybody' && (
            <p className="dim">Every active member gets a link; test members do not.</p>
          )}
          {values.offerIds.length === 1 && (
            <TextInput
              label="Landing page"
              description="Empty leads to the offer’s page. With another page the members get a further link."
              placeholder="The offer’s page"
              {...form.getInputProps('page')}
            />
          )}
          <Switch
            label="Test link"
            description={
              testers
                ? 'Links of test members are test links always: their clicks and sales stay out of figures and payments.'
                : 'Its clicks and sales stay out of member figures and payments.'
            }
            {...form.getInputProps('test', { type: 'checkbox' })}
            {...(testers && { checked: true, disabled: true })}
          />
          {will && <PublicNotice names={will.public} />}
        </Stack>
      </form>
    </SidePanel>
  );
}

/** What the Go side says of the fields, by the names that they have here. */
function fieldsOf(thrown: unknown, { who }: desktop.LinkBulkForm): Record<string, string> {
  const { fields, message } = toAppError(thrown);
  const { offerId, who: whom, ...others } = fields;
  const place = who === 'group' || who === 'tag' ? who : 'memberIds';
  return {
    ...others,
    ...(offerId ? { offerIds: offerId } : {}),
    ...(whom ? { [place]: whom } : {}),
    ...(Object.keys(fields).length === 0 ? { offerIds: message } : {}),
  };
}
