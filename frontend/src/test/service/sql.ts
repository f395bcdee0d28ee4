import type { desktop } from '../../wailsjs/go/models';
import { goError, type Services } from '../bindings';

const guide: desktop.SQLGuide = {
  views: [
    {
      name: 'sales',
      about: 'One row for each conversion, of any status.',
      columns: [
        { label: 'sale_day', value: 'Day of the sale.' },
        { label: 'sale_minor', value: 'Sale amount in the currency’s smallest unit (cents).' },
      ],
    },
    { name: 'members', about: 'Members as they are now.', columns: [{ label: 'name', value: 'The name.' }] },
  ],
  examples: [
    { id: '', name: 'Sales by member', statement: 'SELECT member, count(*) FROM sales GROUP BY member_id' },
    { id: '', name: 'What CJ corrected', statement: 'SELECT * FROM cj_rows WHERE original = 0' },
  ],
  maxRows: 5000,
};

export function sqlRun(changes: Partial<desktop.SQLRun> = {}): desktop.SQLRun {
  return {
    id: 's-1',
    state: 'done',
    statement: '',
    columns: [
      { name: 'member', numeric: false },
      { name: 'count(*)', numeric: true },
    ],
    rows: [
      [
        { text: '=Ana', null: false },
        { text: '12', null: false },
      ],
      [
        { text: '', null: true },
        { text: '3', null: false },
      ],
    ],
    more: false,
    millis: 4,
    error: '',
    hint: '',
    at: -1,
    ...changes,
  };
}

/** The SQL box in memory. */
export function sqlService(): Services['SQLBox'] {
  let saved: desktop.SQLStatement[] = [];
  return {
    Guide: async () => guide,
    Run: async (statement) => sqlRun({ statement }),
    State: async () => sqlRun(),
    Cancel: async () => undefined,
    Saved: async () => [...saved],
    Save: async (one) => {
      if (!one.name) throw goError('The statement needs a name.', { name: 'Give the statement a name.' });
      const kept = { ...one, id: one.id || `q-${saved.length + 1}` };
      saved = [...saved.filter((other) => other.id !== kept.id), kept];
      return kept;
    },
    Delete: async (id) => {
      saved = saved.filter((one) => one.id !== id);
    },
    Export: async ({ format }) => ({
      path: `/home/you/sql.${format}`,
      rows: 2,
      hash: 'ab12',
      cancelled: false,
    }),
  };
}
