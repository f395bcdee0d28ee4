import type { Services } from '../bindings';
import { salesTracking } from '../fixture/programme';
import { whyBooks, whyView } from '../fixture/why';

/** Sales Tracking in memory, and where its figures come from. */
export function reportsService(full: boolean): Services['Reports'] {
  return {
    SalesTracking: async () => (full ? salesTracking() : { ...salesTracking(), totals: [], rows: [] }),
    Why: async () => whyView(),
    WhyBooks: async (_name, currency) => whyBooks(currency),
  };
}
