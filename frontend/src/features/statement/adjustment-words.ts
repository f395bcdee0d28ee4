import type { desktop } from '../../wailsjs/go/models';

export const kindWords: Readonly<Record<string, string>> = {
  bonus: 'Bonus',
  correction: 'Correction',
  conversion: 'Adjusted conversion',
};

/** Where an adjustment stands. */
export function stateOf(row: desktop.AdjustmentRow): 'cancelled' | 'paid' | 'owed' {
  if (row.cancelled) return 'cancelled';
  return row.paid ? 'paid' : 'owed';
}
