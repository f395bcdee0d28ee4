import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';

import { Empty } from '../../components/empty';
import { ListSearch, matches } from '../../components/list-search';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { useOffers } from '../../lib/api/offers';
import { useParameters } from '../../lib/location';
import { OfferPanel } from './offer-panel';
import { OfferTable } from './offer-table';

/** What members promote: where a click goes, and what it pays. */
export function OffersScreen() {
  const offers = useOffers();
  const [parameters, change] = useParameters();
  const [search, setSearch] = useState('');
  const open = parameters.get('open') ?? undefined;
  const mode = parameters.has('add') ? 'add' : parameters.has('edit') ? 'edit' : 'view';
  const add = () => change({ add: '1', open: undefined, edit: undefined });

  return (
    <Page
      title="Offers"
      asOf="What members promote: where a click goes, and what it pays."
      actions={
        <Button variant="filled" leftSection={<IconPlus size={14} />} onClick={add}>
          Add Link Tracking Offer
        </Button>
      }
      filters={
        (offers.data?.length ?? 0) > 5 && (
          <ListSearch label="Search offers" value={search} onChange={setSearch} />
        )
      }
      panel={
        (open || mode === 'add') && (
          <OfferPanel
            key={mode === 'add' ? 'add' : open}
            id={open}
            mode={mode}
            onEdit={() => change({ edit: '1' })}
            onShow={(id) => change({ open: id, add: undefined, edit: undefined })}
            onClose={() => change({ open: undefined, add: undefined, edit: undefined })}
          />
        )
      }
    >
      <Loaded query={offers}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty
              action={
                <Button variant="filled" onClick={add}>
                  Add Link Tracking Offer
                </Button>
              }
            >
              An offer says where a member’s link leads and what a conversion pays.
            </Empty>
          ) : (
            <OfferTable
              rows={rows.filter((row) => matches(search, row.name, row.description))}
              openId={open}
              onOpen={(id) => change({ open: id, add: undefined, edit: undefined })}
            />
          )
        }
      </Loaded>
    </Page>
  );
}
