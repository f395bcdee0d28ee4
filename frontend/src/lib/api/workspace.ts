import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import * as Workspace from '../../wailsjs/go/desktop/Workspace';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

const pollMs = 3_000;

/** The frame's facts: profile, clock, locale, sync. Polled, because events may get lost. */
export function useWorkspace(): UseQueryResult<desktop.WorkspaceView> {
  return useQuery({
    queryKey: ['workspace'],
    queryFn: () => call(Workspace.State),
    refetchInterval: pollMs,
  });
}

export function useSyncNow() {
  return useAction(() => Workspace.SyncNow(), { timeoutMs: 120_000 });
}

export function useCancelSync() {
  return useAction(() => Workspace.CancelSync());
}

/** What a person should look at: edits that the relay refused, problems of the log. */
export function useAttention(wanted: boolean): UseQueryResult<desktop.AttentionItem[]> {
  return useQuery({
    queryKey: ['workspace', 'attention'],
    queryFn: () => call(Workspace.Attention),
    enabled: wanted,
  });
}

export function useDiscardEdit() {
  return useAction((id: string) => Workspace.DiscardEdit(id), { done: 'The edit was discarded.' });
}

export function useAcknowledge() {
  return useAction((newest: string) => Workspace.AcknowledgeProblems(newest));
}

export function useCheckConnection() {
  return useAction((text: string) => Workspace.CheckConnection(text), { showsError: true });
}

export function useConnect() {
  return useAction((form: desktop.ConnectForm) => Workspace.Connect(form), {
    done: 'Connected. The first sync has started.',
    showsError: true,
    timeoutMs: 60_000,
  });
}

/** Has the system print what the page has for print. */
export function usePrint() {
  return useAction(() => Workspace.Print());
}

export function useCJAccount(): UseQueryResult<desktop.CJView> {
  return useQuery({ queryKey: ['workspace', 'cj'], queryFn: () => call(Workspace.CJ) });
}

export function useSaveCJAccount() {
  return useAction((form: desktop.CJForm) => Workspace.SaveCJ(form), {
    done: 'CJ account saved.',
    showsError: true,
  });
}

export function useCreateProfile() {
  return useAction((name: string) => Workspace.CreateProfile(name), {
    done: (workspace) => `Profile ${workspace.profile.name} created.`,
    showsError: true,
    timeoutMs: 60_000,
  });
}

/** Opens practice mode, which is made where there is none. */
export function useOpenPractice() {
  return useAction(() => Workspace.OpenPractice(), { timeoutMs: 60_000 });
}

export function useRenameProfile() {
  return useAction(({ id, name }: { id: string; name: string }) => Workspace.RenameProfile(id, name), {
    done: 'Profile renamed.',
    showsError: true,
  });
}

/** Moves a profile's folder out of the way; nothing is deleted. */
export function useRemoveProfile() {
  return useAction((id: string) => Workspace.RemoveProfile(id), {
    done: ({ path }) => `The profile was removed. Its data are kept in ${path}.`,
  });
}

export function useSwitchProfile() {
  return useAction((id: string) => Workspace.SwitchProfile(id), { timeoutMs: 60_000 });
}
