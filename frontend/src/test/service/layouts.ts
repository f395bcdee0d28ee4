import type { desktop } from '../../wailsjs/go/models';
import { goError, type Services } from '../bindings';

/** Layouts of tables in memory. */
export function layoutsService(): Services['Layouts'] {
  const kept = new Map<string, desktop.TableLayout>();
  return {
    Read: async (table) => kept.get(table) ?? { table, hidden: [], shown: [], views: [], default: '' },
    Keep: async (layout) => {
      if (layout.views.some(({ name }) => name.trim() === '')) {
        throw goError('Name the view.', { name: 'Name the view.' });
      }
      kept.set(layout.table, layout);
      return layout;
    },
  };
}
