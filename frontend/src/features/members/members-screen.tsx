import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';

import { Chips } from '../../components/chips';
import { Empty } from '../../components/empty';
import { ListSearch } from '../../components/list-search';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { RowFilter } from '../../components/row-filter';
import { TableTools } from '../../components/table-tools';
import { type MemberFilter, useMember, useMemberOptions, useMemberPage } from '../../lib/api/members';
import { useChosen } from '../../lib/chosen';
import { useParameters } from '../../lib/location';
import { useTableView } from '../../lib/table-view';
import { ImportPanel } from './import-panel';
import { MemberDetail } from './member-detail';
import { MemberForm } from './member-form';
import { MemberTable, useMemberColumns } from './member-table';
import { MembersBulk } from './members-bulk';

const statuses = [
  { value: '', label: 'Current' },
  { value: 'active', label: 'Active' },
  { value: 'paused', label: 'Paused' },
  { value: 'archived', label: 'Archived' },
] as const;

const filters = ['search', 'group', 'tag', 'status', 'test'] as const;

/** The people who promote: who they are, their group, where payments go. */
export function MembersScreen() {
  const [parameters, change] = useParameters();
  const view = useTableView({ table: 'members', filters, sort: { key: 'name', descending: false } });
  const of = (name: string) => parameters.get(name) ?? '';
  const query: MemberFilter = {
    search: of('search'),
    group: of('group'),
    tag: of('tag'),
    status: of('status'),
    test: of('test'),
    sort: view.sort?.key ?? 'name',
    descending: view.sort?.descending ?? false,
  };
  const list = useMemberPage(query);
  const columns = useMemberColumns(list.data?.loaded ?? []);
  const { groups, tags, members } = useMemberOptions().data ?? { groups: [], tags: [], members: 0 };
  const [chosen, onChange] = useChosen(query);
  const selection = { chosen, onChange };
  const open = useMember(of('open')).data;
  const none = { open: undefined, add: undefined, edit: undefined, import: undefined };
  const close = () => change(none);
  const show = (id: string) => change({ ...none, open: id });
  const add = () => change({ ...none, add: '1' });
  const bring = () => change({ ...none, import: '1' });
  const showAll = () => change(Object.fromEntries(filters.map((name) => [name, undefined])));

  const panel = () => {
    if (parameters.has('import')) return <ImportPanel onClose={close} />;
    const form = { groups, tags, onSaved: show };
    if (parameters.has('add')) {
      return <MemberForm key="add" test={of('add') === 'test'} {...form} onClose={close} />;
    }
    if (!open || open.id !== of('open')) return undefined;
    if (parameters.has('edit')) {
      return <MemberForm key={`edit-${open.id}`} member={open} {...form} onClose={() => show(open.id)} />;
    }
    return <MemberDetail key={open.id} member={open} onEdit={() => change({ edit: '1' })} onClose={close} />;
  };
  return (
    <Page
      title="Members"
      asOf="Names, e-mail addresses and payees stay on your devices. The relay sees only what you put into links."
      actions={
        <>
          <Button onClick={bring}>Import</Button>
          <Button variant="filled" leftSection={<IconPlus size={14} />} onClick={add}>
            Add member
          </Button>
        </>
      }
      filters={
        members > 0 && (
          <>
            <Chips
              label="Status"
              options={statuses}
              value={query.status as (typeof statuses)[number]['value']}
              onChange={(status) => change({ status: status || undefined })}
            />
            {groups.length > 0 && (
              <RowFilter
                label="Group"
                all="All groups"
                none="No group"
                searchable
                w={136}
                rows={named(groups)}
                value={query.group}
                onChange={(group) => change({ group })}
              />
            )}
            {tags.length > 0 && (
              <RowFilter
                label="Tag"
                all="All tags"
                searchable
                w={136}
                rows={named(tags)}
                value={query.tag}
                onChange={(tag) => change({ tag })}
              />
            )}
            <ListSearch
              label="Search members"
              value={query.search}
              onChange={(search) => change({ search: search || undefined })}
            />
            <TableTools view={view} columns={columns} />
          </>
        )
      }
      panel={panel()}
      bulk={
        list.data && (
          <MembersBulk
            selection={selection}
            total={list.data.total}
            query={query}
            groups={groups}
            tags={tags}
          />
        )
      }
    >
      <Loaded query={list}>
        {(rows) =>
          rows.total > 0 ? (
            <MemberTable
              list={rows}
              view={view}
              columns={columns}
              selection={selection}
              openId={open?.id}
              onOpen={show}
            />
          ) : members > 0 ? (
            <Empty action={<Button onClick={showAll}>Show all</Button>}>
              No member matches these filters.
            </Empty>
          ) : (
            <Empty
              action={
                <Button variant="filled" onClick={add}>
                  Add member
                </Button>
              }
            >
              Members are the ambassadors who share your links and earn payouts. Add them one by one, or
              import a CSV file.
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

const named = (names: string[]) => names.map((name) => ({ id: name, name }));
