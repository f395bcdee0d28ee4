import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';

import { Chips } from '../../components/chips';
import { Empty } from '../../components/empty';
import { ListSearch } from '../../components/list-search';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { RowFilter } from '../../components/row-filter';
import { TableTools } from '../../components/table-tools';
import { everyLink, type LinkList, useLinkPages } from '../../lib/api/links';
import { useMemberOptions } from '../../lib/api/members';
import { useOffers } from '../../lib/api/offers';
import { useChosen } from '../../lib/chosen';
import { useParameters } from '../../lib/location';
import { useTableView } from '../../lib/table-view';
import { GeneratePanel } from './generate-panel';
import { HandOutPanel } from './hand-out-panel';
import { LinkBar } from './link-bar';
import { LinkPanel } from './link-panel';
import { LinkTable, linkColumns } from './link-table';

const statuses = [
  { value: '', label: 'In use' },
  { value: 'paused', label: 'Paused' },
  { value: 'archived', label: 'Archived' },
  { value: 'all', label: 'All' },
] as const;

/** Member links: one for each member and offer, and one for each page of their own. */
export function LinksScreen() {
  const [parameters, change] = useParameters();
  const [search, setSearch] = useState('');
  const [handedOut, setHandedOut] = useState<string[]>();
  const view = useTableView({ table: 'links', filters: ['offer', 'member', 'group', 'status'] });
  const offers = useOffers().data ?? [];
  const { groups } = useMemberOptions().data ?? { groups: [] };
  const generating = parameters.has('generate');
  // While links are generated, offer and member fill in the form and don't narrow the list.
  const filter = (name: string) => (generating ? '' : (parameters.get(name) ?? ''));
  const list: LinkList = {
    ...everyLink,
    search,
    offerId: filter('offer'),
    memberId: filter('member'),
    group: filter('group'),
    status: filter('status'),
    sort: view.sort?.key ?? '',
    descending: view.sort?.descending ?? false,
  };
  const links = useLinkPages(list);
  const [chosen, onChange] = useChosen({ ...list, sort: '', descending: false });
  const selection = { chosen, onChange };
  const open = parameters.get('open');

  const over = { generate: undefined, offer: undefined, member: undefined };
  const generate = () => {
    setHandedOut(undefined);
    change({ generate: '1', open: undefined });
  };
  const handOut = (ids: string[]) => {
    setHandedOut(ids);
    if (generating) change(over);
  };
  const narrowed = search + list.offerId + list.memberId + list.group + list.status !== '';
  const showAll = () => {
    setSearch('');
    change({ offer: undefined, member: undefined, group: undefined, status: undefined });
  };
  const show = (id: string) => {
    setHandedOut(undefined);
    change({ ...(generating ? over : {}), open: id });
  };

  const panel = () => {
    if (handedOut) return <HandOutPanel ids={handedOut} onClose={() => setHandedOut(undefined)} />;
    if (generating) {
      return (
        <GeneratePanel
          offerId={parameters.get('offer') ?? ''}
          memberIds={chosenMembers(parameters.get('member'))}
          onHandOut={handOut}
          onClose={() => change(over)}
        />
      );
    }
    if (open) return <LinkPanel key={open} id={open} onClose={() => change({ open: undefined })} />;
  };
  return (
    <Page
      title="Links"
      asOf="A click on a member link goes to CJ with its click id, then to the brand’s page."
      actions={
        <Button variant="filled" leftSection={<IconPlus size={14} />} onClick={generate}>
          Generate links
        </Button>
      }
      filters={
        <>
          <Chips
            label="Status"
            options={statuses}
            value={list.status as (typeof statuses)[number]['value']}
            onChange={(status) => change({ status: status || undefined })}
          />
          <RowFilter
            label="Offer"
            all="All offers"
            w={168}
            rows={offers}
            value={list.offerId}
            onChange={(offer) => change({ offer })}
          />
          {groups.length > 0 && (
            <RowFilter
              label="Group"
              all="All groups"
              w={148}
              rows={groups.map((name) => ({ id: name, name }))}
              value={list.group}
              onChange={(group) => change({ group })}
            />
          )}
          <ListSearch label="Search links" value={search} onChange={setSearch} />
          <TableTools view={view} columns={linkColumns} />
        </>
      }
      panel={panel()}
      bulk={
        links.data && (
          <LinkBar total={links.data.total} list={list} selection={selection} onHandOut={handOut} />
        )
      }
    >
      <Loaded query={links}>
        {(rows) =>
          rows.total === 0 && narrowed ? (
            <Empty action={<Button onClick={showAll}>Show all</Button>}>No link matches.</Empty>
          ) : rows.total === 0 ? (
            <Empty
              action={
                <Button variant="filled" onClick={generate}>
                  Generate links
                </Button>
              }
            >
              Each member gets a link of their own for each offer.
            </Empty>
          ) : (
            <LinkTable
              rows={rows}
              view={view}
              openId={open ?? undefined}
              onOpen={show}
              selection={selection}
            />
          )
        }
      </Loaded>
    </Page>
  );
}

function chosenMembers(named: string | null): string[] {
  const { state } = window.history;
  if (named) return [named];
  return Array.isArray(state?.memberIds) ? state.memberIds.map(String) : [];
}
