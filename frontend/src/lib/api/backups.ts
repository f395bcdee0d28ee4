import { type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Backups from '../../wailsjs/go/desktop/Backups';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { fileDialogMs, useAction } from '../use-action';

/** A large database is copied, checked and replayed. */
const copyMs = 10 * 60_000;

export function useBackups(): UseQueryResult<desktop.BackupsView> {
  return useQuery({ queryKey: ['backups'], queryFn: () => call(Backups.List) });
}

export function useBackUpNow() {
  return useAction(() => Backups.Now(), { done: 'Backup made and checked.', timeoutMs: copyMs });
}

export function useCheckBackup() {
  return useAction((id: string) => Backups.Check(id), { timeoutMs: copyMs });
}

export function useRestore() {
  return useAction((id: string) => Backups.Restore(id), {
    done: 'The backup was restored. Payments wait until the log has been read.',
    showsError: true,
    timeoutMs: copyMs,
  });
}

/** Restores from a file that the person chooses in the system's dialog. */
export function useRestoreFile() {
  return useAction((recoveryKey: string) => Backups.RestoreFile(recoveryKey), {
    showsError: true,
    timeoutMs: fileDialogMs,
  });
}

export function useRebuild() {
  return useAction(() => Backups.Rebuild(), { done: 'The database was rebuilt.', timeoutMs: copyMs });
}

export function useUnfreeze() {
  return useAction((confirmation: string) => Backups.Unfreeze(confirmation), {
    done: 'Payments go on.',
    showsError: true,
  });
}
