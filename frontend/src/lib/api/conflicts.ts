import { type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Conflicts from '../../wailsjs/go/desktop/Conflicts';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

/** Which of the two versions of a conflict is to stand. */
export type Resolution = 'theirs' | 'mine';

/** Edits that were not applied, because somebody else had changed the same thing first. */
export function useConflicts(wanted: boolean): UseQueryResult<desktop.ConflictView[]> {
  return useQuery({ queryKey: ['conflicts'], queryFn: () => call(Conflicts.Conflicts), enabled: wanted });
}

export function useResolveConflict() {
  return useAction(({ id, keep, seen }: { id: string; keep: Resolution; seen: string }) =>
    Conflicts.ResolveConflict(id, keep, seen),
  );
}
