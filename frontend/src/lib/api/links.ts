import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Links from '../../wailsjs/go/desktop/Links';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { type PagedQuery, usePagedRows } from '../paged-rows';
import { copyText } from '../runtime';
import { bulkMs, fileDialogMs, useAction } from '../use-action';
import type { RunCalls } from '../use-run';

/** How a list of links is narrowed and sorted. */
export type LinkList = Omit<desktop.LinkQuery, 'offset' | 'limit'>;

export const everyLink: LinkList = {
  search: '',
  offerId: '',
  memberId: '',
  group: '',
  status: '',
  test: '',
  sort: '',
  descending: false,
};

/** A list of links, fetched by pages. */
export function useLinkPages(list: LinkList): PagedQuery<desktop.LinkRow> {
  return usePagedRows(['links', 'list', list], (offset, limit) => Links.Page({ ...list, offset, limit }));
}

/** All links that a list shows. */
export function linkIds(list: LinkList): Promise<string[]> {
  return call(() => Links.IDs({ ...list, offset: 0, limit: 0 }));
}

export function useLinks(filter: desktop.LinkFilter): UseQueryResult<desktop.LinkRow[]> {
  return useQuery({
    queryKey: ['links', filter],
    queryFn: () => call(() => Links.List(filter)),
    placeholderData: keepPreviousData,
  });
}

/** A link in the side panel. */
export function useLink(id: string): UseQueryResult<desktop.LinkDetail> {
  return useQuery({ queryKey: ['links', 'one', id], queryFn: () => call(() => Links.Get(id)) });
}

/** What the relay says of a link, once somebody asks. */
export function useCheckLink() {
  return useAction((id: string) => Links.Check(id));
}

export function useSaveLink() {
  return useAction((edit: desktop.LinkEdit) => Links.Save(edit), { done: 'Link saved.', showsError: true });
}

/** What generating would do; asked anew as the form changes. */
export function useLinkCount(form: desktop.LinkBulkForm, enabled: boolean) {
  return useQuery({
    queryKey: ['links', 'count', form],
    queryFn: () => call(() => Links.Count(form)),
    placeholderData: keepPreviousData,
    enabled,
    retry: false,
  });
}

/** How links are generated beside the screen. */
export const generating: RunCalls<desktop.LinkBulkForm, desktop.LinkRun> = {
  key: 'links',
  start: Links.GenerateAll,
  read: Links.GenerateState,
  cancel: Links.CancelGenerate,
};

export function useSetLinkStatus() {
  return useAction(
    async ({ ids, status }: { ids: string[]; status: string }) => ({
      ...(await Links.SetStatus(ids, status)),
      status,
    }),
    {
      done: ({ changed, status }) =>
        changed === 1 ? `Link is ${status}.` : `${changed} links are ${status}.`,
      undo: (result) => result.undo,
      timeoutMs: bulkMs,
    },
  );
}

/** The QR code of a link, as SVG. */
export function useQRCode(id: string, slug: boolean): UseQueryResult<string> {
  return useQuery({
    queryKey: ['links', 'qr', id, slug],
    queryFn: () => call(() => Links.QRCode({ id, slug, format: 'svg' })),
  });
}

export function useSaveQRCode() {
  return useAction((form: desktop.QRForm) => Links.SaveQRCode(form), {
    done: (file) => (file.cancelled ? undefined : `Saved as ${file.path}`),
    timeoutMs: fileDialogMs,
  });
}

export function useLetter(): UseQueryResult<desktop.LetterView> {
  return useQuery({ queryKey: ['links', 'letter'], queryFn: () => call(Links.Letter) });
}

export function useWriteMail() {
  return useAction(
    ({ id, letter }: { id: string; letter: desktop.LetterForm }) => Links.WriteMail(id, letter),
    { showsError: true },
  );
}

/** How links are handed out beside the screen. */
export const handingOut: RunCalls<desktop.HandOutForm, desktop.HandOutRun> = {
  key: 'links',
  start: (form) => Links.HandOut(form),
  read: Links.HandOutState,
  cancel: Links.CancelHandOut,
};

/** Copies links one a line, with the member's and the offer's name. */
export function useCopyLinks() {
  return useAction(
    async (ids: string[]) => {
      const text = await Links.Text(ids);
      return (await copyText(text)) ? text.split('\n').length : 0;
    },
    {
      done: (lines) => (lines === 0 ? undefined : `${lines === 1 ? '1 link' : `${lines} links`} copied.`),
      timeoutMs: bulkMs,
    },
  );
}
