import type { Services } from '../bindings';
import { homeAlerts, homeView } from '../fixture/home';
import { salesTracking } from '../fixture/programme';
import { whyBooks, whyView } from '../fixture/why';

/** Sales Tracking in memory, and where its figures come from. */
export function reportsService(full: boolean): Services['Reports'] {
  let alerts = full ? homeAlerts() : [];
  return {
    SalesTracking: async () => (full ? salesTracking() : { ...salesTracking(), totals: [], rows: [] }),
    Home: async (question) => homeView(question, full),
    Alerts: async () => alerts,
    Looked: async (kind) => {
      alerts = alerts.filter((alert) => alert.kind !== kind);
      return alerts;
    },
    Why: async () => whyView(),
    WhyBooks: async (_name, currency) => whyBooks(currency),
  };
}
