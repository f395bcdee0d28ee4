import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as Links from '../../wailsjs/go/desktop/Links';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

export function useLinks(filter: desktop.LinkFilter): UseQueryResult<desktop.LinkRow[]> {
  return useQuery({
    queryKey: ['links', filter],
    queryFn: () => call(() => Links.List(filter)),
    placeholderData: keepPreviousData,
  });
}

export function useGenerateLinks() {
  return useAction((form: desktop.LinkForm) => Links.Generate(form), {
    showsError: true,
  });
}

export function useSetLinkStatus() {
  return useAction(({ id, status }: { id: string; status: string }) => Links.SetStatus(id, status), {
    done: (link) => (link.status === 'paused' ? 'Link paused.' : 'Link is active.'),
  });
}
