import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';

import * as Members from '../../wailsjs/go/desktop/Members';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

export function useMembers(): UseQueryResult<desktop.MemberRow[]> {
  return useQuery({ queryKey: ['members'], queryFn: () => call(Members.List) });
}

/** The groups and tags that there are. */
export function useMemberOptions(): UseQueryResult<desktop.MemberOptions> {
  return useQuery({ queryKey: ['members', 'options'], queryFn: () => call(Members.Options) });
}

/** Saves a member, who stands in the list at once: the side panel reads them from there. */
export function useSaveMember() {
  const queries = useQueryClient();
  return useAction(
    async (form: desktop.MemberForm) => {
      const member = await Members.Save(form);
      queries.setQueryData<desktop.MemberRow[]>(['members'], (rows = []) => [
        ...rows.filter((row) => row.id !== member.id),
        member,
      ]);
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
