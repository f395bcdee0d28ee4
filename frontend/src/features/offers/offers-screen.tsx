import { Button } from '@mantine/core';
import { useState } from 'react';

import { AddOffer } from '../../components/add-offer';
import { Chips } from '../../components/chips';
import { Empty } from '../../components/empty';
import { ListSearch } from '../../components/list-search';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { useOffers } from '../../lib/api/offers';
import { useParameters } from '../../lib/location';
import { matches } from '../../lib/matches';
import type { desktop } from '../../wailsjs/go/models';
import { OfferPanel } from './offer-panel';
import { OfferTable } from './offer-table';

const shownOptions = [
  { value: 'current', label: 'Current' },
  { value: 'active', label: 'Active' },
  { value: 'paused', label: 'Paused' },
  { value: 'expired', label: 'Expired' },
  { value: 'archived', label: 'Archived' },
] as const;

type Shown = (typeof shownOptions)[number]['value'];

// Archived offers are out of sight until somebody asks for them.
function isShown(row: desktop.OfferRow, shown: Shown): boolean {
  return shown === 'current' ? row.status !== 'archived' : row.status === shown;
}

/** What members promote: where a click goes, and what it pays. */
export function OffersScreen() {
  const offers = useOffers();
  const [parameters, change] = useParameters();
  const [search, setSearch] = useState('');
  const open = parameters.get('open') ?? undefined;
  const mode = parameters.has('add') ? 'add' : parameters.has('edit') ? 'edit' : 'view';
  const shown = shownOptions.find(({ value }) => value === parameters.get('status'))?.value ?? 'current';
  const add = () => change({ add: '1', open: undefined, edit: undefined });

  return (
    <Page
      title="Offers"
      asOf="What members promote: where a click goes, and what it pays."
      actions={<AddOffer />}
      filters={
        (offers.data?.length ?? 0) > 0 && (
          <>
            <Chips
              label="Status"
              options={shownOptions}
              value={shown}
              onChange={(value) => change({ status: value === 'current' ? undefined : value })}
            />
            {(offers.data?.length ?? 0) > 5 && (
              <ListSearch label="Search offers" value={search} onChange={setSearch} />
            )}
          </>
        )
      }
      panel={
        (open || mode === 'add') && (
          <OfferPanel
            key={mode === 'add' ? `add ${parameters.get('add')}` : open}
            id={open}
            mode={mode}
            url={parameters.get('url') ?? ''}
            type={parameters.get('add') === 'code' ? 'code' : 'link'}
            onEdit={() => change({ edit: '1' })}
            onShow={(id) => change({ open: id, add: undefined, url: undefined, edit: undefined })}
            onClose={() => change({ open: undefined, add: undefined, url: undefined, edit: undefined })}
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
              rows={rows.filter((row) => isShown(row, shown) && matches(search, row.name, row.description))}
              openId={open}
              onOpen={(id) => change({ open: id, add: undefined, edit: undefined })}
            />
          )
        }
      </Loaded>
    </Page>
  );
}
