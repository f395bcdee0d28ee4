import type { desktop } from '../../wailsjs/go/models';
import { goError, type Services } from '../bindings';

type Importing = Pick<
  Services['Members'],
  | 'OpenImport'
  | 'OpenPasted'
  | 'PlanImport'
  | 'ImportState'
  | 'CancelImport'
  | 'ImportRows'
  | 'Import'
  | 'ImportDone'
  | 'PastImports'
  | 'ExportProblems'
>;

const columns = ['Full name', 'E-mail', 'IG handle', 'Project'];
const row = (line: number, what: string, name: string, detail: string): desktop.ImportRow => ({
  line,
  what,
  name,
  email: `${name.split(' ')[0]?.toLowerCase()}@example.com`,
  group: 'Trail runners',
  detail,
});
const rows = [
  row(2, 'changes', 'Ana Oliveira', 'group, tags'),
  row(3, 'new', 'Kaya Demir', ''),
  row(4, 'new', 'زينب الهاشمي', ''),
  row(5, 'problem', 'Lou', 'E-mail: This is not an e-mail address.'),
  row(6, 'unchanged', 'Ben Achterberg', ''),
  row(7, 'problem', 'Mika Salo', 'Promo codes: ANA10 is Ana Oliveira’s promo code. Take it off there first.'),
];

function table(name: string): desktop.TableView {
  return {
    cancelled: false,
    id: 't-members',
    name,
    rows: rows.length,
    columns,
    sample: [
      ['Ana Oliveira', 'ana@example.com', '@ana.outside', 'Trail runners'],
      ['Kaya Demir', 'kaya@example.com', '', 'Climbers'],
    ],
    mapping: [
      { label: 'name', value: 'Full name' },
      { label: 'email', value: 'E-mail' },
      { label: 'instagram', value: 'IG handle' },
      { label: 'group', value: 'Project' },
    ],
    fields: [
      { value: 'name', label: 'Name', hint: 'Each new member needs one.' },
      { value: 'email', label: 'E-mail', hint: 'By it rows find members who are here already.' },
      { value: 'instagram', label: 'Instagram', hint: 'User name or profile address.' },
      { value: 'group', label: 'Group', hint: 'A name that is not there yet makes a group.' },
    ],
    needed: [],
    problems: [],
    dayForm: 'ymd',
    seen: '',
    shop: '',
    shops: [],
  };
}

/** An import of a small file, whose preview is there at once. */
export function importInMemory(): Importing {
  const state = (changes: Partial<desktop.MemberImport> = {}): desktop.MemberImport => ({
    id: 'i-1',
    file: 'members.csv',
    state: 'done',
    done: rows.length,
    total: rows.length,
    error: '',
    hint: '',
    new: 2,
    changes: 1,
    unchanged: 1,
    problems: 2,
    groups: ['Climbers'],
    undo: '',
    text: '',
    ...changes,
  });
  let past: desktop.PastImport[] = [];
  const done = () => state({ id: 'i-2', undo: 'turn-import', text: '2 members added, 1 changed.' });
  return {
    OpenImport: async () => table('members.csv'),
    OpenPasted: async (text) => {
      if (!text.trim())
        throw goError('Nothing was pasted.', { text: 'Paste the rows, with the row of names above them.' });
      return table('Pasted rows');
    },
    PlanImport: async () => state({ state: 'running', done: 2 }),
    ImportState: async () => state(),
    CancelImport: async () => undefined,
    ImportRows: async (_id, what, offset, limit) => {
      const wanted = rows.filter((one) => !what || one.what === what);
      return { rows: wanted.slice(offset, offset + limit), total: wanted.length };
    },
    Import: async () => {
      const at = '2026-11-22T14:03:00Z';
      past = [
        { id: 'turn-import', at, file: 'members.csv', added: 2, changed: 1, leftOut: 2, undone: false },
      ];
      return done();
    },
    ImportDone: async () => done(),
    PastImports: async () => past,
    ExportProblems: async () => ({ path: 'members-to-correct.csv', rows: 2, hash: 'cd34', cancelled: false }),
  };
}
