import type { desktop } from '../../wailsjs/go/models';
import { goError, type Services } from '../bindings';
import { usd } from '../fixture/money';
import { members } from '../fixture/programme';
import { importInMemory } from './member-import';

/** Members that are kept by who asks, since links name them. */
export interface MembersState {
  members: desktop.MemberRow[];
}

export function membersService(state: MembersState): Services['Members'] {
  const one = (id: string): desktop.MemberRow => {
    const row = state.members.find((member) => member.id === id);
    if (!row) throw goError('This member is not here any more.');
    return row;
  };
  return {
    List: async () => [...state.members],
    Get: async (id) => ({ ...one(id) }),
    Page: async (query) => {
      const rows = wanted(state.members, query);
      return { rows: rows.slice(query.offset, query.offset + query.limit), total: rows.length };
    },
    IDs: async (query) => wanted(state.members, query).map((member) => member.id),
    Options: async () => ({
      groups: distinct(state.members.map((member) => member.group).filter(Boolean)),
      tags: distinct(state.members.flatMap((member) => member.tags)),
      members: state.members.length,
    }),
    Save: async (form) => {
      if (!form.name.trim()) throw goError('The member has a gap.', { name: 'Enter a name.' });
      const known = state.members.find((member) => member.id === form.id);
      const row = { ...(known ?? newMember()), ...form, id: form.id || `m-${form.name}`, synced: false };
      state.members = [...state.members.filter((member) => member.id !== row.id), row];
      return row;
    },
    SetStatus: async (id, status) => Object.assign(one(id), { status }),
    Edit: async (form) => {
      const chosen = state.members.filter((member) => form.ids.includes(member.id));
      for (const member of chosen) {
        Object.assign(member, {
          status: form.status || member.status,
          group: form.setGroup ? form.group : member.group,
          tags: distinct([...member.tags, ...form.addTags]).filter((tag) => !form.removeTags.includes(tag)),
        });
      }
      return { changed: chosen.length, left: [], text: `${chosen.length} members changed.`, undo: 'turn-1' };
    },
    Overrides: async (id) => (id === 'm-ana' ? [override] : []),
    Export: async () => exported,
    ...importInMemory(),
  };
}

const override: desktop.MemberOverride = {
  ruleId: 'r-ana',
  offerId: 'o-autumn',
  offerName: 'Autumn Trail Collection',
  words: '15 % of the sale',
  when: ['Orders of at least 50.00 USD'],
  from: '',
  state: 'in_force',
  synced: true,
};

const exported = { path: 'members-2026-11-22.csv', rows: 10, hash: 'ab12', cancelled: false };

/** Narrows and sorts as the store does, roughly. */
function wanted(rows: desktop.MemberRow[], query: desktop.MemberQuery): desktop.MemberRow[] {
  const words = query.search.toLowerCase().split(/\s+/);
  const found = rows.filter((row) => {
    const text = [row.name, row.email, row.instagram, row.handle, row.group, ...row.tags, ...row.promoCodes];
    return (
      words.every((word) => text.join(' ').toLowerCase().includes(word)) &&
      (!query.group || row.group === (query.group === '-' ? '' : query.group)) &&
      (!query.tag || row.tags.includes(query.tag)) &&
      (query.status === 'all' || (query.status ? row.status === query.status : row.status !== 'archived')) &&
      (!query.test || row.test === (query.test === 'only'))
    );
  });
  const key = (query.sort || 'name') as keyof desktop.MemberRow;
  const value = (row: desktop.MemberRow) => {
    const raw = row[key];
    return typeof raw === 'object' && 'minor' in raw ? Number(raw.minor) : raw;
  };
  found.sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    return typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
  });
  return query.descending ? found.reverse() : found;
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)].sort();
}

function newMember(): desktop.MemberRow {
  const none = usd(0);
  return {
    ...(members()[9] as desktop.MemberRow),
    clicks: 0,
    conversions: 0,
    links: 0,
    sales: none,
    earned: none,
    due: none,
  };
}
