import { Button } from '@mantine/core';

import { CopyField } from '../../components/copy-field';
import { Facts } from '../../components/facts';
import { NotSynced, TestMark } from '../../components/marks';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { Status } from '../../components/status';
import { Term } from '../../components/term';
import { useSetLinkStatus } from '../../lib/api/links';
import { useOpenShop } from '../../lib/api/practice';
import { useWorkspace } from '../../lib/api/workspace';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';

/** One link: copy it, pause it, and in practice mode click it as a shopper would. */
export function LinkPanel({ link, onClose }: { link: desktop.LinkRow; onClose: () => void }) {
  const { count, dateTime } = useFormat();
  const setStatus = useSetLinkStatus();
  const openShop = useOpenShop();
  const practice = useWorkspace().data?.profile.kind === 'practice';
  const paused = link.status === 'paused';
  return (
    <SidePanel
      title={link.memberName}
      mark={<TestMark test={link.test} />}
      onClose={onClose}
      footer={
        <>
          <Button
            mr="auto"
            loading={setStatus.isPending}
            onClick={() => setStatus.mutate({ ids: [link.id], status: paused ? 'active' : 'paused' })}
          >
            {paused ? 'Resume link' : 'Pause link'}
          </Button>
          {practice && (
            <Button loading={openShop.isPending} onClick={() => openShop.mutate(link.id)}>
              Open as a shopper
            </Button>
          )}
        </>
      }
    >
      <CopyField text={link.url} label="Member link" copyLabel="Copy link" />
      <Section title="Details">
        <Facts
          facts={[
            { label: 'Offer', value: link.offerName },
            { label: 'Status', value: <Status of={link.status} /> },
            ...(link.synced
              ? []
              : [{ label: 'Sync', value: <NotSynced synced={false} text="goes live on sync" /> }]),
            { label: 'Generated', value: dateTime(link.createdAt) },
            { label: 'Clicks', value: count(link.clicks) },
            { label: 'Unique clicks', value: count(link.unique) },
            {
              key: 'rejected',
              label: (
                <Term explanation="Bots, mail scanners, prefetches, link previews, and repeats of a click within seconds: redirected, kept, and not counted.">
                  Rejected
                </Term>
              ),
              value: count(link.rejected),
            },
            { label: 'Conversions', value: count(link.conversions) },
          ]}
        />
      </Section>
    </SidePanel>
  );
}
