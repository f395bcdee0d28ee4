import type { Services } from '../bindings';

/** Reports in memory. */
export function explorerService(_full: boolean): Services['Explorer'] {
  return {
    Choices: async () => ({ dimensions: [], measures: [], maxBy: 3 }),
    SaveChart: async ({ name, format }) => ({
      path: `/home/you/${name}.${format}`,
      rows: 1,
      hash: 'ab12',
      cancelled: false,
    }),
  };
}
