import { dayIn } from '../../../lib/period';
import type { desktop } from '../../../wailsjs/go/models';

/** A receipt of today that nobody has filled in. */
export function emptyReceipt(
  source: 'cj' | 'deposit',
  workspace: desktop.WorkspaceView | undefined,
): desktop.ReceiptForm {
  return {
    source,
    amount: '',
    day: workspace ? dayIn(workspace.timeZone, workspace.now) : '',
    reference: '',
    lockedBefore: '',
    only: [],
    except: [],
    writeOff: false,
    why: '',
    unexplained: '',
  };
}
