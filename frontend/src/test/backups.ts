import type { desktop } from '../wailsjs/go/models';
import { goError, type Services } from './bindings';
import { backup, backups } from './fixture/backups';

/** Backups in memory; what comes back after a restore is the workspace that the caller keeps. */
export function backupsInMemory(
  kind: 'full' | 'empty',
  workspace: () => desktop.WorkspaceView,
): Services['Backups'] {
  let view = backups(kind === 'full' ? {} : { items: [] });
  const restored = async () => {
    view = {
      ...view,
      frozen: 'Restored from a backup of 20 November 2026.',
      confirmation: workspace().connected ? '' : 'nothing was paid since',
    };
    return workspace();
  };
  return {
    List: async () => ({ ...view }),
    Now: async () => {
      view = { ...view, items: [backup({ id: 'b-now', reason: 'asked' }), ...view.items] };
      return view;
    },
    Check: async () => ({ ok: true, detail: 'It opens, and its books hold up to entry 1,873.' }),
    Restore: restored,
    RestoreFile: async (key) => {
      if (key && key.length < 6)
        throw goError('The key is wrong.', { recoveryKey: 'It has a typing error.' });
      return restored();
    },
    Rebuild: async () => {
      view = { ...view, damage: '', setAside: '' };
      return workspace();
    },
    Unfreeze: async (confirmation) => {
      if (confirmation !== view.confirmation) {
        throw goError('Not confirmed.', { confirmation: `Type: ${view.confirmation}` });
      }
      view = { ...view, frozen: '', confirmation: '' };
      return view;
    },
  };
}
