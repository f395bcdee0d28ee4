import { Button } from '@mantine/core';
import { useLocation } from 'wouter';

import { CopyField } from '../../components/copy-field';
import { Facts } from '../../components/facts';
import { Loaded } from '../../components/loaded';
import { NotSynced, TestMark } from '../../components/marks';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { Status } from '../../components/status';
import { Tags } from '../../components/tags';
import { Term } from '../../components/term';
import { useLinks } from '../../lib/api/links';
import { useSetMemberStatus } from '../../lib/api/members';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './member-detail.module.css';
import { MemberOverrides } from './member-overrides';

interface MemberDetailProps {
  member: desktop.MemberRow;
  onEdit: () => void;
  onClose: () => void;
}

/** A member in the side panel: facts, figures, payout overrides, links. */
export function MemberDetail({ member, onEdit, onClose }: MemberDetailProps) {
  const { money, count } = useFormat();
  const setStatus = useSetMemberStatus();
  const [, go] = useLocation();
  const paused = member.status === 'paused';
  const id = encodeURIComponent(member.id);
  return (
    <SidePanel
      title={member.name}
      mark={
        <>
          <TestMark test={member.test} /> <NotSynced synced={member.synced} />
        </>
      }
      onClose={onClose}
      footer={
        <>
          <Button
            mr="auto"
            loading={setStatus.isPending}
            onClick={() => setStatus.mutate({ id: member.id, status: paused ? 'active' : 'paused' })}
          >
            {paused ? 'Resume member' : 'Pause member'}
          </Button>
          <Button onClick={onEdit}>Edit</Button>
          <Button variant="filled" disabled={paused} onClick={() => go(`/links?generate=1&member=${id}`)}>
            Generate link
          </Button>
        </>
      }
    >
      <Facts
        facts={[
          { label: 'Status', value: <Status of={member.status} /> },
          { label: 'E-mail', value: member.email || '–' },
          ...handles(member).map(([label, handle]) => ({ label, value: handle })),
          { label: 'Group', value: member.group || '–' },
          ...(member.tags.length > 0 ? [{ label: 'Tags', value: <Tags tags={member.tags} /> }] : []),
          ...(member.promoCodes.length > 0
            ? [{ label: 'Promo codes', value: <span className="mono">{member.promoCodes.join(', ')}</span> }]
            : []),
          ...(member.pids.length > 0
            ? [
                {
                  key: 'pids',
                  label: (
                    <Term explanation="Promotional properties at CJ that are this member’s alone.">PIDs</Term>
                  ),
                  value: <span className="mono">{member.pids.join(', ')}</span>,
                },
              ]
            : []),
          {
            label: 'Payee',
            value: member.payee || <span className="dim">Missing: needed for a payment</span>,
          },
          ...(member.note
            ? [{ label: 'Note', value: <span className={styles.note}>{member.note}</span> }]
            : []),
        ]}
      />
      <Section
        title="Figures"
        aside={
          <>
            <Button variant="subtle" size="compact-xs" onClick={() => go(`/conversions?member=${id}`)}>
              Show conversions
            </Button>
            <Button variant="subtle" size="compact-xs" onClick={() => go(`/members/statement?member=${id}`)}>
              Statement
            </Button>
          </>
        }
      >
        <Facts
          facts={[
            { label: 'Clicks', value: count(member.clicks) },
            { label: 'Conversions', value: count(member.conversions) },
            { label: 'Sales', value: money(member.sales) },
            { label: 'Earned', value: money(member.earned) },
            { label: 'Due', value: money(member.due) },
          ]}
        />
      </Section>
      {!member.test && <MemberOverrides memberId={member.id} />}
      <MemberLinks memberId={member.id} />
    </SidePanel>
  );
}

/** The handles that there are, by the platform. */
function handles(member: desktop.MemberRow): [string, string][] {
  const at = (name: string) => name && `@${name}`;
  const all: [string, string][] = [
    ['Instagram', at(member.instagram)],
    ['TikTok', at(member.tiktok)],
    ['YouTube', at(member.youtube)],
    ['Other handle', member.handle],
  ];
  return all.filter(([, handle]) => handle !== '');
}

function MemberLinks({ memberId }: { memberId: string }) {
  const links = useLinks({ offerId: '', memberId });
  return (
    <Section title="Links">
      <Loaded query={links} lines={2}>
        {(rows) =>
          rows.length === 0 ? (
            <span className="dim">No link yet.</span>
          ) : (
            rows.map((link) => (
              <div key={link.id} className={styles.link}>
                <div className={styles.linkHead}>
                  {link.offerName} <TestMark test={link.test} />
                  <NotSynced synced={link.synced} text="goes live on sync" />
                </div>
                <CopyField text={link.url} label="Member link" copyLabel="Copy" />
              </div>
            ))
          )
        }
      </Loaded>
    </Section>
  );
}
