import { Button, Stack } from '@mantine/core';
import { useState } from 'react';

import { CopyField } from '../../components/copy-field';
import { Facts } from '../../components/facts';
import { History } from '../../components/history';
import { Loaded } from '../../components/loaded';
import { NotSynced, TestMark } from '../../components/marks';
import { Notice } from '../../components/notice';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { Status } from '../../components/status';
import { Term } from '../../components/term';
import { useLink, useSetLinkStatus } from '../../lib/api/links';
import { useOpenShop } from '../../lib/api/practice';
import { useWorkspace } from '../../lib/api/workspace';
import { copyAndSay } from '../../lib/toast';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { HandOutPanel } from './hand-out-panel';
import { LinkForm } from './link-form';
import { QRCode } from './qr-code';
import { RedirectPreview } from './redirect-preview';

/** One link: copy it, see where it leads, edit its address and page, hand it out, pause it. */
export function LinkPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const link = useLink(id);
  const setStatus = useSetLinkStatus();
  const [handingOut, setHandingOut] = useState(false);
  const row = link.data?.row;
  if (handingOut) return <HandOutPanel ids={[id]} onClose={() => setHandingOut(false)} />;
  const set = (status: string) => setStatus.mutate({ ids: [id], status });
  return (
    <SidePanel
      title={row ? row.memberName : 'Link'}
      mark={row && <TestMark test={row.test} />}
      onClose={onClose}
      onKey={(key) => {
        if (key !== 'c' || !row) return false;
        void copyAndSay(row.url);
        return true;
      }}
      footer={
        row && (
          <>
            <Button
              loading={setStatus.isPending}
              onClick={() => set(row.status === 'active' ? 'paused' : 'active')}
            >
              {row.status === 'active' ? 'Pause link' : 'Resume link'}
            </Button>
            {row.status !== 'archived' && (
              <Button mr="auto" loading={setStatus.isPending} onClick={() => set('archived')}>
                Archive
              </Button>
            )}
            <Button variant="filled" onClick={() => setHandingOut(true)}>
              Hand out…
            </Button>
          </>
        )
      }
    >
      <Loaded query={link}>{(detail) => <Details detail={detail} />}</Loaded>
    </SidePanel>
  );
}

function Details({ detail }: { detail: desktop.LinkDetail }) {
  const { count, dateTime } = useFormat();
  const openShop = useOpenShop();
  const practice = useWorkspace().data?.profile.kind === 'practice';
  const { row } = detail;
  return (
    <>
      <Stack gap={8} align="stretch">
        <CopyField text={row.url} label="Member link" copyLabel="Copy link" />
        {row.slug && <CopyField text={detail.codeUrl} label="Short address" copyLabel="Copy short one" />}
        {practice && (
          <Button
            variant="subtle"
            size="compact-sm"
            style={{ alignSelf: 'flex-start' }}
            loading={openShop.isPending}
            onClick={() => openShop.mutate(row.id)}
          >
            Open as a shopper
          </Button>
        )}
      </Stack>
      {detail.ended && (
        <Notice title="The offer has ended" tone="warn">
          Sales through this link do not count any more.
        </Notice>
      )}
      <Section title="Details">
        <Facts
          facts={[
            { label: 'Offer', value: row.offerName },
            { label: 'Status', value: <Status of={row.status} /> },
            ...(row.synced
              ? []
              : [{ label: 'Sync', value: <NotSynced synced={false} text="goes live on sync" /> }]),
            { label: 'Generated', value: dateTime(row.createdAt) },
            { label: 'Clicks', value: count(row.clicks) },
            { label: 'Unique clicks', value: count(row.unique) },
            {
              key: 'rejected',
              label: (
                <Term explanation="Bots, mail scanners, prefetches, link previews, and repeats of a click within seconds: redirected, kept, and not counted.">
                  Rejected
                </Term>
              ),
              value: count(row.rejected),
            },
            { label: 'Conversions', value: count(row.conversions) },
          ]}
        />
      </Section>
      <RedirectPreview detail={detail} />
      <LinkForm key={row.id} detail={detail} />
      <QRCode row={row} />
      <History noun="link" id={row.id} />
    </>
  );
}
