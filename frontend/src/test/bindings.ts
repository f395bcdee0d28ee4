import type * as Backups from '../wailsjs/go/desktop/Backups';
import type * as Books from '../wailsjs/go/desktop/Books';
import type * as Cash from '../wailsjs/go/desktop/Cash';
import type * as Checks from '../wailsjs/go/desktop/Checks';
import type * as CJ from '../wailsjs/go/desktop/CJ';
import type * as Conflicts from '../wailsjs/go/desktop/Conflicts';
import type * as Conversions from '../wailsjs/go/desktop/Conversions';
import type * as Devices from '../wailsjs/go/desktop/Devices';
import type * as Explorer from '../wailsjs/go/desktop/Explorer';
import type * as History from '../wailsjs/go/desktop/History';
import type * as Layouts from '../wailsjs/go/desktop/Layouts';
import type * as LinkHealth from '../wailsjs/go/desktop/LinkHealth';
import type * as Links from '../wailsjs/go/desktop/Links';
import type * as Members from '../wailsjs/go/desktop/Members';
import type * as Months from '../wailsjs/go/desktop/Months';
import type * as Offers from '../wailsjs/go/desktop/Offers';
import type * as Payments from '../wailsjs/go/desktop/Payments';
import type * as Practice from '../wailsjs/go/desktop/Practice';
import type * as Quality from '../wailsjs/go/desktop/Quality';
import type * as Reconciliation from '../wailsjs/go/desktop/Reconciliation';
import type * as Reports from '../wailsjs/go/desktop/Reports';
import type * as Rules from '../wailsjs/go/desktop/Rules';
import type * as Setup from '../wailsjs/go/desktop/Setup';
import type * as SQLBox from '../wailsjs/go/desktop/SQLBox';
import type * as Undo from '../wailsjs/go/desktop/Undo';
import type * as Workspace from '../wailsjs/go/desktop/Workspace';

/** All bound services, by the types that were generated from the Go side. */
export interface Services {
  Backups: typeof Backups;
  Books: typeof Books;
  Cash: typeof Cash;
  Checks: typeof Checks;
  CJ: typeof CJ;
  Conflicts: typeof Conflicts;
  Conversions: typeof Conversions;
  Devices: typeof Devices;
  Explorer: typeof Explorer;
  Layouts: typeof Layouts;
  History: typeof History;
  LinkHealth: typeof LinkHealth;
  Links: typeof Links;
  Months: typeof Months;
  Members: typeof Members;
  Offers: typeof Offers;
  Payments: typeof Payments;
  Practice: typeof Practice;
  Quality: typeof Quality;
  Reconciliation: typeof Reconciliation;
  Reports: typeof Reports;
  Rules: typeof Rules;
  Setup: typeof Setup;
  SQLBox: typeof SQLBox;
  Undo: typeof Undo;
  Workspace: typeof Workspace;
}

/** Puts services where the generated code looks for them; returns how to take them away. */
export function install(services: Services): () => void {
  const host = window as { go?: unknown };
  host.go = { desktop: services };
  return () => {
    delete host.go;
  };
}

/** What the Go side throws: a problem as JSON in the error's message. */
export function goError(message: string, fields: Record<string, string> = {}, hint = ''): Error {
  return new Error(JSON.stringify({ code: 'invalid', message, hint, retryable: false, fields }));
}
