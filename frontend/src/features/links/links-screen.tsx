import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';

import { Empty } from '../../components/empty';
import { ListSearch, matches } from '../../components/list-search';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { RowFilter } from '../../components/row-filter';
import { useLinks } from '../../lib/api/links';
import { useMembers } from '../../lib/api/members';
import { useOffers } from '../../lib/api/offers';
import { useParameters } from '../../lib/location';
import { GeneratePanel } from './generate-panel';
import { LinkPanel } from './link-panel';
import { LinkTable } from './link-table';

/** Member links: one for each member and offer. */
export function LinksScreen() {
  const [parameters, change] = useParameters();
  const [search, setSearch] = useState('');
  const generating = parameters.has('generate');
  const offerId = parameters.get('offer') ?? '';
  const memberId = parameters.get('member') ?? '';
  // While links are generated, offer and member fill in the form and don't narrow the list.
  const links = useLinks(generating ? { offerId: '', memberId: '' } : { offerId, memberId });
  const offers = useOffers().data ?? [];
  const members = useMembers().data ?? [];
  const open = links.data?.find((link) => link.id === parameters.get('open'));
  const generate = () => change({ generate: '1', open: undefined });
  const closeGenerate = () => change({ generate: undefined, offer: undefined, member: undefined });

  const panel = () => {
    if (generating) return <GeneratePanel offerId={offerId} memberId={memberId} onClose={closeGenerate} />;
    if (open) return <LinkPanel key={open.id} link={open} onClose={() => change({ open: undefined })} />;
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
          <RowFilter
            label="Offer"
            all="All offers"
            w={184}
            rows={offers}
            value={generating ? '' : offerId}
            onChange={(offer) => change({ offer })}
          />
          <RowFilter
            label="Member"
            all="All members"
            searchable
            w={184}
            rows={members}
            value={generating ? '' : memberId}
            onChange={(member) => change({ member })}
          />
          <ListSearch label="Search links" value={search} onChange={setSearch} />
        </>
      }
      panel={panel()}
    >
      <Loaded query={links}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty
              action={
                <Button variant="filled" onClick={generate}>
                  Generate links
                </Button>
              }
            >
              No links here yet. Each member gets one of their own for an offer.
            </Empty>
          ) : (
            <LinkTable
              rows={rows.filter((row) => matches(search, row.memberName, row.offerName, row.url))}
              openId={open?.id}
              onOpen={(id) => change({ open: id, generate: undefined })}
            />
          )
        }
      </Loaded>
    </Page>
  );
}
