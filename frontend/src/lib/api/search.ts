import { keepPreviousData, useQuery } from '@tanstack/react-query';

import * as Links from '../../wailsjs/go/desktop/Links';
import * as Members from '../../wailsjs/go/desktop/Members';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { matches } from '../matches';
import { shortAddress } from '../short-address';
import { everyLink } from './links';
import { useOffers } from './offers';

/** Something that a search by name found, and where it is. */
export interface Found {
  id: string;
  kind: 'Member' | 'Offer' | 'Link';
  label: string;
  detail: string;
  to: string;
}

const most = 8;

/** Members and offers by their names, links by whose they are, what for, and their addresses. */
export function useSearch(text: string): Found[] {
  const search = text.trim();
  const asked = search.length > 0;
  const offers = useOffers(asked).data ?? [];
  const [members, links] = useQuery({
    queryKey: ['search', search],
    queryFn: () => Promise.all([membersOf(search), linksOf(search)]),
    enabled: asked,
    placeholderData: keepPreviousData,
  }).data ?? [[], []];
  if (!asked) return [];
  return [...members, ...offersOf(search, offers), ...links];
}

async function membersOf(search: string): Promise<Found[]> {
  const page = await call(() =>
    Members.Page({
      search,
      group: '',
      tag: '',
      status: '',
      test: '',
      sort: 'name',
      descending: false,
      offset: 0,
      limit: most,
    }),
  );
  return page.rows.map(({ id, name, group }) => ({
    id: `member-${id}`,
    kind: 'Member',
    label: name,
    detail: group,
    to: `/members?open=${encodeURIComponent(id)}`,
  }));
}

async function linksOf(search: string): Promise<Found[]> {
  const page = await call(() => Links.Page({ ...everyLink, search, offset: 0, limit: most }));
  return page.rows.map(({ id, url, memberName, offerName }) => ({
    id: `link-${id}`,
    kind: 'Link',
    label: shortAddress(url),
    detail: `${memberName} · ${offerName}`,
    to: `/links?open=${encodeURIComponent(id)}`,
  }));
}

function offersOf(search: string, offers: readonly desktop.OfferRow[]): Found[] {
  return offers
    .filter(({ name }) => matches(search, name))
    .slice(0, most)
    .map(({ id, name }) => ({
      id: `offer-${id}`,
      kind: 'Offer',
      label: name,
      detail: '',
      to: `/offers?open=${encodeURIComponent(id)}`,
    }));
}
