import type { Services } from '../bindings';

/** Reports in memory. */
export function explorerService(_full: boolean): Services['Explorer'] {
  return {
    Choices: async () => ({ dimensions: [], measures: [], maxBy: 3 }),
    Export: async ({ format }) => ({
      path: `/home/you/report.${format}`,
      rows: 4,
      hash: 'ab12',
      cancelled: false,
    }),
    SaveChart: async ({ name, format }) => ({
      path: `/home/you/${name}.${format}`,
      rows: 1,
      hash: 'ab12',
      cancelled: false,
    }),
  };
}
