import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';

import * as Members from '../../wailsjs/go/desktop/Members';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { usePagedRows } from '../paged-rows';
import { bulkMs, fileDialogMs, useAction } from '../use-action';

export function useMembers(): UseQueryResult<desktop.MemberRow[]> {
  return useQuery({ queryKey: ['members'], queryFn: () => call(Members.List) });
}

export type MemberFilter = Omit<desktop.MemberQuery, 'offset' | 'limit'>;

/** The list as it is narrowed and sorted, of which the rows that are looked at are fetched. */
export function useMemberPage(query: MemberFilter) {
  return usePagedRows(['members', 'list', query], (offset, limit) =>
    Members.Page({ ...query, offset, limit }),
  );
}

/** All that a filter shows. */
export function memberIds(query: MemberFilter): Promise<string[]> {
  return call(() => Members.IDs({ ...query, offset: 0, limit: 1 }));
}

export function useMember(id: string): UseQueryResult<desktop.MemberRow> {
  return useQuery({
    queryKey: ['members', 'one', id],
    queryFn: () => call(() => Members.Get(id)),
    enabled: id !== '',
  });
}

/** The payout rules that are a member's alone. */
export function useMemberOverrides(id: string): UseQueryResult<desktop.MemberOverride[]> {
  return useQuery({
    queryKey: ['rules', 'member', id],
    queryFn: () => call(() => Members.Overrides(id)),
  });
}

export function useEditMembers() {
  return useAction((form: desktop.MemberEdit) => Members.Edit(form), {
    done: (result) =>
      result.left.length > 0 ? `${result.text} ${result.left.length} left as they are.` : result.text,
    undo: (result) => result.undo,
    showsError: true,
    timeoutMs: bulkMs,
  });
}

export function useExportMembers() {
  return useAction(
    ({ query, ids }: { query: MemberFilter; ids: string[] }) =>
      Members.Export({ ...query, offset: 0, limit: 1 }, ids),
    {
      done: (file) => (file.cancelled ? undefined : `${file.rows} members written: ${file.path}`),
      timeoutMs: fileDialogMs,
    },
  );
}

/** The groups and tags that there are. */
export function useMemberOptions(): UseQueryResult<desktop.MemberOptions> {
  return useQuery({ queryKey: ['members', 'options'], queryFn: () => call(Members.Options) });
}

/** Saves a member, who is there to choose and in the side panel at once. */
export function useSaveMember() {
  const queries = useQueryClient();
  return useAction(
    async (form: desktop.MemberForm) => {
      const member = await Members.Save(form);
      queries.setQueryData<desktop.MemberRow[]>(['members'], (rows = []) => [
        ...rows.filter((row) => row.id !== member.id),
        member,
      ]);
      queries.setQueryData(['members', 'one', member.id], member);
      return member;
    },
    { done: (member) => `Member ${member.name} saved.`, showsError: true },
  );
}

export function useSetMemberStatus() {
  return useAction(({ id, status }: { id: string; status: string }) => Members.SetStatus(id, status), {
    done: (member) =>
      member.status === 'paused' ? `${member.name} is paused.` : `${member.name} is active.`,
  });
}
