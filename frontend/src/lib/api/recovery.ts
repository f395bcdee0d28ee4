import * as Devices from '../../wailsjs/go/desktop/Devices';
import { useAction } from '../use-action';

/** The key that opens the workspace when every device is lost; asked for only to be shown. */
export function useRecoveryKey() {
  return useAction(() => Devices.RecoveryKey());
}

/** Makes a new recovery key; the old one opens nothing that is written from then on. */
export function useNewRecoveryKey() {
  return useAction(() => Devices.NewRecoveryKey(), { timeoutMs: 60_000 });
}

/** Lets a device go on that has no key for what was written since the keys were changed. */
export function useEnterRecoveryKey() {
  return useAction((key: string) => Devices.EnterRecoveryKey(key), {
    done: 'The key fits. What was missing is being read.',
    showsError: true,
    timeoutMs: 120_000,
  });
}

/** Somebody has said that it is on paper. */
export function useRecoveryKeyPrinted() {
  return useAction(() => Devices.RecoveryKeyPrinted());
}
