import type { desktop } from '../../wailsjs/go/models';
import { goError, type Services } from '../bindings';
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
  return {
    List: async (filter) =>
      rows.filter(
        (link) =>
          (!filter.offerId || link.offerId === filter.offerId) &&
          (!filter.memberId || link.memberId === filter.memberId),
      ),
    Generate: async (form) => {
      if (!form.offerId) throw goError('The links lack an offer.', { offerId: 'Choose an offer.' });
      return make(form.offerId, form.memberIds, form.test);
    },
    Count: async (form) => {
      const wanted = asked(form).length * form.offerIds.length;
      return { members: asked(form).length, offers: form.offerIds.length, had: 0, wanted, public: [] };
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
    SetStatus: async (id, status) => Object.assign(one(id), { status }),
  };
}
