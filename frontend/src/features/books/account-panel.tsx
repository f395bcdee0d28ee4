import { Button, Group } from '@mantine/core';
import { useLocation } from 'wouter';

import { Facts } from '../../components/facts';
import { PeriodControl } from '../../components/period-control';
import { RowFilter } from '../../components/row-filter';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { useMembers } from '../../lib/api/members';
import { useWorkspace } from '../../lib/api/workspace';
import { useParameters } from '../../lib/location';
import { isPeriodName, periodIn } from '../../lib/period';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './account-panel.module.css';
import { TransferList } from './transfer-list';

interface AccountPanelProps {
  account: desktop.BookAccount;
  currency: string;
  onClose: () => void;
}

/** One account: what it is for, its balances, and the transfers that made them. */
export function AccountPanel({ account, currency, onClose }: AccountPanelProps) {
  const { money } = useFormat();
  const workspace = useWorkspace().data;
  const [parameters, change] = useParameters();
  const named = parameters.get('period');
  const period = isPeriodName(named) ? named : 'all-time';
  const member = parameters.get('member') ?? '';
  const filter = {
    account: account.account,
    currency,
    memberId: member,
    cause: '',
    period: periodIn(period, workspace),
  };
  return (
    <SidePanel title={account.title} mark={<span className="dim">{currency}</span>} onClose={onClose}>
      <p className={styles.meaning}>{account.meaning}</p>
      <Facts
        facts={[
          { label: 'Pending', value: <span className="num">{money(account.pending)}</span> },
          { label: 'Posted', value: <span className="num">{money(account.posted)}</span> },
          { label: 'Available', value: <span className="num">{money(account.available)}</span> },
        ]}
      />
      <Section title="Transfers">
        <div className={styles.filters}>
          <PeriodControl value={period} onChange={(value) => change({ period: value })} />
          {account.account.startsWith('members:') && (
            <MemberFilter member={member} onChange={(id) => change({ member: id })} />
          )}
        </div>
        <TransferList filter={filter} account={account} />
      </Section>
    </SidePanel>
  );
}

function MemberFilter({ member, onChange }: { member: string; onChange: (id?: string) => void }) {
  const members = useMembers().data ?? [];
  const [, go] = useLocation();
  return (
    <Group gap={8} wrap="nowrap">
      <RowFilter
        label="Member"
        all="All members"
        searchable
        flex={1}
        rows={members}
        value={member}
        onChange={onChange}
      />
      {member && (
        <Button onClick={() => go(`/members/statement?member=${encodeURIComponent(member)}`)}>
          Statement
        </Button>
      )}
    </Group>
  );
}
