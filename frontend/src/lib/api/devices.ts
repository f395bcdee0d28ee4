import { type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Devices from '../../wailsjs/go/desktop/Devices';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

// A person waits in front of both screens, so the state of a pairing is asked for often.
const pairingPollMs = 1_000;

/** Longer than a code lives: what ends a wait is the Go side, never the bridge. */
const joinTimeoutMs = 15 * 60_000;

/** The devices of the workspace, as the relay knows them. */
export function useDevices(): UseQueryResult<desktop.DevicesView> {
  return useQuery({ queryKey: ['devices'], queryFn: () => call(Devices.Devices) });
}

export function useOpenPairing() {
  return useAction(() => Devices.OpenPairing(), { showsError: true });
}

/** How the pairing that this device opened stands. */
export function usePairing(wanted: boolean): UseQueryResult<desktop.PairingView> {
  return useQuery({
    queryKey: ['devices', 'pairing'],
    queryFn: () => call(Devices.Pairing),
    enabled: wanted,
    refetchInterval: pairingPollMs,
  });
}

export function useDecidePairing() {
  return useAction((approve: boolean) => Devices.DecidePairing(approve), { showsError: true });
}

export function useCancelPairing() {
  return useAction(() => Devices.CancelPairing());
}

export function useRemoveDevice() {
  return useAction((id: string) => Devices.RemoveDevice(id), { showsError: true, timeoutMs: 60_000 });
}

/** Asks to join with a code, and waits until the other device has decided. */
export function useJoinWithCode() {
  return useAction((form: desktop.JoinForm) => Devices.JoinWithCode(form), {
    done: 'Connected. The first sync has started.',
    showsError: true,
    timeoutMs: joinTimeoutMs,
  });
}

/** Gives up a join that waits. */
export function useCancelJoin() {
  return useAction(() => Devices.CancelJoin());
}

/** How far a join has come. */
export function useJoinState(wanted: boolean): UseQueryResult<desktop.JoinView> {
  return useQuery({
    queryKey: ['devices', 'join'],
    queryFn: () => call(Devices.JoinState),
    enabled: wanted,
    refetchInterval: pairingPollMs,
  });
}
