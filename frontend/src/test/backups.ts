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
    view = { ...view, frozen: 'A backup was restored; payments wait until the relay’s log has been read.' };
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
      if (!confirmation.includes('nothing was paid')) {
        throw goError('This is not the sentence.', { confirmation: 'Type the sentence as it stands here.' });
      }
      view = { ...view, frozen: '' };
      return view;
    },
  };
}
