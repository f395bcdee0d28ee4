import type { Format } from '../lib/format';
import type { desktop } from '../wailsjs/go/models';

/** The sync chip's words. */
export function summary({ sync, now }: desktop.WorkspaceView, format: Format): string {
  switch (sync.state) {
    case 'synced':
      return `Synced ${format.ago(sync.asOf, now)}`;
    case 'syncing':
      return `Syncing ${sync.percent} %`;
    case 'offline':
      return sync.asOf ? `Offline, data as of ${format.time(sync.asOf, now)}` : 'Offline';
    case 'repairing':
      return 'Sending back what the relay lost';
    case 'removed':
      return 'This device was removed';
    case 'locked':
      return 'Recovery key needed';
    case 'error':
      return 'Sync failed';
    default:
      return 'Not connected';
  }
}

/** "Reading CJ, 2 of 12" while CJ’s ledger is read; nothing otherwise. */
export function readingWords(pull: desktop.CJPullView | undefined): string {
  if (pull?.state !== 'reading') return '';
  return pull.total > 0 ? `Reading CJ, ${pull.done} of ${pull.total}` : 'Reading CJ';
}

/** What the settings can do about a state that syncing again can't. */
export const settingsWords: Readonly<Record<string, string>> = {
  unconnected: 'Connect to a relay',
  removed: 'Connect again',
  locked: 'Enter the recovery key',
};

const tones: Readonly<Record<string, string>> = {
  synced: 'good',
  syncing: 'info',
  offline: 'warn',
  repairing: 'warn',
  locked: 'bad',
  removed: 'bad',
  error: 'bad',
};

/** The colour of the chip's dot: green only when nothing is missing anywhere. */
export function dotOf({ state, waitingFor }: desktop.SyncView): string {
  if (state === 'synced' && waitingFor.length > 0) return 'warn';
  return tones[state] ?? 'idle';
}

export function pendingWords(pending: number): string {
  return pending === 1 ? '1 edit waits' : `${pending} edits wait`;
}

export function waitingWords(devices: readonly string[]): string {
  return devices.length === 1 ? `waiting for ${devices[0]}` : `waiting for ${devices.length} devices`;
}
