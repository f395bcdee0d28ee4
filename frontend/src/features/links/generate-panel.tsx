import { Button, MultiSelect, Select, Stack, Switch } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';

import { CopyField } from '../../components/copy-field';
import { NotSynced, TestMark } from '../../components/marks';
import { SidePanel } from '../../components/side-panel';
import { useGenerateLinks, useLinks } from '../../lib/api/links';
import { useMembers } from '../../lib/api/members';
import { useOffers } from '../../lib/api/offers';
import { submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';

interface GeneratePanelProps {
  offerId: string;
  memberId: string;
  onClose: () => void;
}

/** Generates a link for each chosen member, and shows them to be copied. */
export function GeneratePanel({ offerId, memberId, onClose }: GeneratePanelProps) {
  const offers = (useOffers().data ?? []).filter((offer) => offer.status === 'active');
  const members = (useMembers().data ?? []).filter((member) => member.status === 'active');
  const generate = useGenerateLinks();
  const [made, setMade] = useState<desktop.LinkRow[]>();
  const form = useForm<desktop.LinkForm>({
    mode: 'controlled',
    initialValues: { offerId, memberIds: memberId ? [memberId] : [], test: false },
  });
  const send = form.onSubmit(async (values) => {
    const links = await submit(form, generate, values);
    if (links) setMade(links);
  });
  if (made) return <Generated made={made} onClose={onClose} />;

  const formId = 'generate-form';
  const all = members.map((member) => member.id);
  return (
    <SidePanel
      title="Generate links"
      onClose={onClose}
      problem={generate.error}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="filled" loading={generate.isPending}>
            Generate
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} noValidate>
        <Stack gap={16}>
          <Select
            label="Offer"
            withAsterisk
            placeholder="Choose an offer"
            data={offers.map((offer) => ({ value: offer.id, label: offer.name }))}
            nothingFoundMessage="No active offer"
            {...form.getInputProps('offerId')}
          />
          <div>
            <MultiSelect
              label="Members"
              withAsterisk
              placeholder={form.values.memberIds.length === 0 ? 'Choose members' : undefined}
              searchable
              hidePickedOptions
              clearable
              data={members.map((member) => ({ value: member.id, label: member.name }))}
              nothingFoundMessage="No active member"
              {...form.getInputProps('memberIds')}
            />
            {form.values.memberIds.length < all.length && (
              <Button
                variant="subtle"
                size="compact-xs"
                mt={4}
                onClick={() => form.setFieldValue('memberIds', all)}
              >
                Choose all {all.length}
              </Button>
            )}
          </div>
          <Switch
            label="Test link"
            description="Its clicks and sales stay out of member figures and payments."
            {...form.getInputProps('test', { type: 'checkbox' })}
          />
        </Stack>
      </form>
    </SidePanel>
  );
}

function Generated({ made, onClose }: { made: desktop.LinkRow[]; onClose: () => void }) {
  const now = useLinks({ offerId: '', memberId: '' }).data ?? [];
  // As they stand now: they may have gone live meanwhile.
  const links = made.map((link) => now.find((row) => row.id === link.id) ?? link);
  return (
    <SidePanel
      title={links.length === 1 ? 'Link generated' : `${links.length} links generated`}
      onClose={onClose}
      footer={
        <Button variant="filled" onClick={onClose}>
          Done
        </Button>
      }
    >
      <Stack gap={12}>
        {links.map((link) => (
          <div key={link.id}>
            {link.memberName} <TestMark test={link.test} />{' '}
            <NotSynced synced={link.synced} text="goes live on sync" />
            <CopyField text={link.url} label={`Link of ${link.memberName}`} copyLabel="Copy link" />
          </div>
        ))}
      </Stack>
    </SidePanel>
  );
}
