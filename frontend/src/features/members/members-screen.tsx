import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';

import { Empty } from '../../components/empty';
import { ListSearch, matches } from '../../components/list-search';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { useMemberOptions, useMembers } from '../../lib/api/members';
import { useParameters } from '../../lib/location';
import { MemberDetail } from './member-detail';
import { MemberForm } from './member-form';
import { MemberTable } from './member-table';

/** The people who promote: who they are, their group, where payments go. */
export function MembersScreen() {
  const members = useMembers();
  const [parameters, change] = useParameters();
  const [search, setSearch] = useState('');
  const open = members.data?.find((member) => member.id === parameters.get('open'));
  const close = () => change({ open: undefined, add: undefined, edit: undefined });
  const show = (id: string) => change({ open: id, add: undefined, edit: undefined });
  const add = () => change({ add: '1', open: undefined, edit: undefined });
  const { groups, tags } = useMemberOptions().data ?? { groups: [], tags: [] };

  const panel = () => {
    if (parameters.has('add'))
      return (
        <MemberForm
          key="add"
          test={parameters.get('add') === 'test'}
          groups={groups}
          tags={tags}
          onSaved={show}
          onClose={close}
        />
      );
    if (!open) return undefined;
    if (parameters.has('edit')) {
      const back = () => show(open.id);
      return (
        <MemberForm
          key={`edit-${open.id}`}
          member={open}
          groups={groups}
          tags={tags}
          onSaved={show}
          onClose={back}
        />
      );
    }
    return <MemberDetail key={open.id} member={open} onEdit={() => change({ edit: '1' })} onClose={close} />;
  };
  return (
    <Page
      title="Members"
      asOf="Names, e-mail addresses and payees stay on your devices; the relay never sees them."
      actions={
        <Button variant="filled" leftSection={<IconPlus size={14} />} onClick={add}>
          Add member
        </Button>
      }
      filters={
        (members.data?.length ?? 0) > 5 && (
          <ListSearch label="Search members" value={search} onChange={setSearch} />
        )
      }
      panel={panel()}
    >
      <Loaded query={members}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty
              action={
                <Button variant="filled" onClick={add}>
                  Add member
                </Button>
              }
            >
              Members are the ambassadors who share your links and earn payouts.
            </Empty>
          ) : (
            <MemberTable
              rows={rows.filter((row) => matches(search, row.name, row.email, row.handle, row.group))}
              openId={open?.id}
              onOpen={show}
            />
          )
        }
      </Loaded>
    </Page>
  );
}
