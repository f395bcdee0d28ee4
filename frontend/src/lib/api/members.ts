import { type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Members from '../../wailsjs/go/desktop/Members';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

export function useMembers(): UseQueryResult<desktop.MemberRow[]> {
  return useQuery({ queryKey: ['members'], queryFn: () => call(Members.List) });
}

export function useSaveMember() {
  return useAction((form: desktop.MemberForm) => Members.Save(form), {
    done: (member) => `Member ${member.name} saved.`,
    showsError: true,
  });
}

export function useSetMemberStatus() {
  return useAction(({ id, status }: { id: string; status: string }) => Members.SetStatus(id, status), {
    done: (member) =>
      member.status === 'paused' ? `${member.name} is paused.` : `${member.name} is active.`,
  });
}
