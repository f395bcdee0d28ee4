import { keepPreviousData, useQuery } from '@tanstack/react-query';

import * as Links from '../../wailsjs/go/desktop/Links';
import * as Members from '../../wailsjs/go/desktop/Members';
import * as Offers from '../../wailsjs/go/desktop/Offers';
import { call } from '../bridge';
import { everyLink } from './links';

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
  return (
    useQuery({
      queryKey: ['search', search],
      queryFn: async () => (await Promise.all([members(search), offers(search), links(search)])).flat(),
      enabled: search.length > 0,
      placeholderData: keepPreviousData,
    }).data ?? []
  );
}

async function members(search: string): Promise<Found[]> {
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

async function links(search: string): Promise<Found[]> {
  const page = await call(() => Links.Page({ ...everyLink, search, offset: 0, limit: most }));
  return page.rows.map(({ id, url, memberName, offerName }) => ({
    id: `link-${id}`,
    kind: 'Link',
    label: url.replace(/^https?:\/\//, ''),
    detail: `${memberName} · ${offerName}`,
    to: `/links?open=${encodeURIComponent(id)}`,
  }));
}

async function offers(search: string): Promise<Found[]> {
  const words = search.toLowerCase().split(/\s+/);
  return (await call(Offers.List))
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
    .slice(0, most)
    .map(({ id, name }) => ({
      id: `offer-${id}`,
      kind: 'Offer',
      label: name,
      detail: '',
      to: `/offers?open=${encodeURIComponent(id)}`,
    }));
}
