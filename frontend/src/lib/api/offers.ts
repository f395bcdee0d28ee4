import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Offers from '../../wailsjs/go/desktop/Offers';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

export function useOffers(wanted = true): UseQueryResult<desktop.OfferRow[]> {
  return useQuery({ queryKey: ['offers'], queryFn: () => call(Offers.List), enabled: wanted });
}

export function useOffer(id: string): UseQueryResult<desktop.OfferDetail> {
  return useQuery({ queryKey: ['offers', 'one', id], queryFn: () => call(() => Offers.Get(id)) });
}

export function useOfferOptions(): UseQueryResult<desktop.OfferOptions> {
  return useQuery({ queryKey: ['offers', 'options'], queryFn: () => call(Offers.Options) });
}

/** Where a click would go with this form; the last answer stays while the next is on its way. */
export function useOfferPreview(form: desktop.OfferForm): UseQueryResult<desktop.OfferPreview> {
  return useQuery({
    queryKey: ['offers', 'preview', form],
    queryFn: () => call(() => Offers.Preview(form)),
    enabled: form.type !== 'code' && form.offerUrl.trim() !== '',
    placeholderData: keepPreviousData,
  });
}

export function useSaveOffer() {
  return useAction((form: desktop.OfferForm) => Offers.Save(form), {
    done: (offer) => `Offer ${offer.row.name} saved.`,
    showsError: true,
  });
}

export function useSetOfferStatus() {
  return useAction(({ id, status }: { id: string; status: string }) => Offers.SetStatus(id, status), {
    done: (offer) => `${offer.name} is ${offer.status}.`,
  });
}

export function useDuplicateOffer() {
  return useAction((id: string) => Offers.Duplicate(id), {
    done: (offer) => `${offer.row.name} was added, with a postback URL of its own and no links.`,
  });
}

/** A new postback URL; the old one works until a day, or no more without one. */
export function useRotatePostback() {
  return useAction(({ id, until }: { id: string; until: string }) => Offers.RotatePostback(id, until), {
    done: 'The offer has a new postback URL. Send it to the network.',
    showsError: true,
  });
}

export function useEndPostback() {
  return useAction(({ id, url }: { id: string; url: string }) => Offers.EndPostback(id, url), {
    done: 'The earlier postback URL works no more.',
  });
}
