import type { desktop } from '../../wailsjs/go/models';
import { goError, type Services } from '../bindings';
import { letter, linkDetail } from '../fixture/links';
import { links } from '../fixture/programme';

/** Links in memory; they answer like the Go side. */
export function linksService(full: boolean, members: () => desktop.MemberRow[]): Services['Links'] {
  let rows = full ? links() : [];
  let runs = 0;
  const done = new Map<string, desktop.LinkRun>();
  const one = (id: string): desktop.LinkRow => {
    const row = rows.find((candidate) => candidate.id === id);
    if (!row) throw goError('This link is not here any more.');
    return row;
  };
  const asked = (form: desktop.LinkBulkForm): string[] => {
    if (form.who === 'members' && form.memberIds.length === 0)
      throw goError('The links lack members.', { memberIds: 'Choose at least one member.' });
    if (form.offerIds.length === 0)
      throw goError('The links lack an offer.', { offerId: 'Choose an offer.' });
    return form.who === 'members'
      ? form.memberIds
      : members()
          .filter((member) => form.who !== 'group' || member.group === form.group)
          .map((member) => member.id);
  };
  const make = (offerId: string, memberIds: string[], test: boolean): desktop.LinkRow[] => {
    const made = memberIds.map((memberId, index) => ({
      ...(links()[0] as desktop.LinkRow),
      id: `l-new-${rows.length + index}`,
      url: `https://go.northwind.example/n3w${index}`,
      offerId,
      memberId,
      memberName: members().find((member) => member.id === memberId)?.name ?? '',
      test,
      synced: false,
    }));
    rows = [...made, ...rows];
    return made;
  };
  const wanted = (query: desktop.LinkQuery): desktop.LinkRow[] => {
    const words = query.search.toLowerCase().split(' ').filter(Boolean);
    const found = rows.filter(
      (link) =>
        (!query.offerId || link.offerId === query.offerId) &&
        (!query.memberId || link.memberId === query.memberId) &&
        (query.status === 'all' ||
          (query.status ? link.status === query.status : link.status !== 'archived')) &&
        (!query.test || link.test === (query.test === 'only')) &&
        words.every((word) =>
          `${link.memberName} ${link.offerName} ${link.url}`.toLowerCase().includes(word),
        ),
    );
    return query.descending && query.sort !== '' ? [...found].reverse() : found;
  };
  return {
    List: async (filter) =>
      rows.filter(
        (link) =>
          (!filter.offerId || link.offerId === filter.offerId) &&
          (!filter.memberId || link.memberId === filter.memberId),
      ),
    Count: async (form) => {
      const wanted = asked(form).length * form.offerIds.length;
      return {
        members: asked(form).length,
        offers: form.offerIds.length,
        had: 0,
        wanted,
        public: ['creator_name'],
      };
    },
    GenerateAll: async (form) => {
      const made = form.offerIds.flatMap((offer) => make(offer, asked(form), form.test));
      runs += 1;
      const run: desktop.LinkRun = {
        id: `run-${runs}`,
        state: 'done',
        done: made.length,
        total: made.length,
        made: made.length,
        had: 0,
        short: 0,
        rows: made,
        error: '',
        millis: 12,
      };
      done.set(run.id, run);
      return run;
    },
    GenerateState: async (id) => {
      const run = done.get(id);
      if (!run) throw goError('This is not here any more.');
      return run;
    },
    CancelGenerate: async () => undefined,
    Page: async (query) => {
      const found = wanted(query);
      return { rows: found.slice(query.offset, query.offset + query.limit), total: found.length };
    },
    IDs: async (query) => wanted(query).map((link) => link.id),
    Text: async (ids) => ids.map((id) => `${one(id).memberName}\t${one(id).url}`).join('\n'),
    Get: async (id) => linkDetail(one(id)),
    Check: async (id) => ({ state: 'live', destination: linkDetail(one(id)).destination }),
    Save: async (edit) => {
      if (edit.slug === 'taken')
        throw goError('The link needs another look.', { slug: '"taken" is Ben’s link. Choose another.' });
      const link = one(edit.id);
      const path = edit.slug || link.code;
      return Object.assign(link, {
        page: edit.page,
        slug: edit.slug,
        aliases: link.slug && link.slug !== edit.slug ? [...link.aliases, link.slug] : link.aliases,
        url: `https://go.northwind.example/${path}`,
        synced: false,
      });
    },
    SetStatus: async (ids, status) => {
      for (const id of ids) Object.assign(one(id), { status });
      return { changed: ids.length, undo: 'u-links' };
    },
    QRCode: async () =>
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M4 4h1v1h-1z"/></svg>',
    SaveQRCode: async (form) => exported(`qr-ana-oliveira.${form.format}`),
    Letter: async () => letter(),
    WriteMail: async () => undefined,
    HandOut: async (form) => {
      if (form.letter && !form.letter.text.includes('{links}'))
        throw goError('The letter needs another look.', {
          text: 'Say {links} where each member’s links belong.',
        });
      const people = new Set(form.ids.map((id) => one(id).memberId)).size;
      return {
        id: 'hand-1',
        state: 'done',
        done: people,
        total: people,
        file: exported('linkledger-links-2026-11-22.zip'),
        error: '',
      };
    },
    HandOutState: async (id) => ({
      id,
      state: 'done',
      done: 1,
      total: 1,
      file: exported('linkledger-links-2026-11-22.zip'),
      error: '',
    }),
    CancelHandOut: async () => undefined,
  };
}

function exported(name: string): desktop.ExportedFile {
  return { path: `/home/sam/${name}`, rows: 1, hash: 'h', cancelled: false };
}
