import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';

import * as Layouts from '../../wailsjs/go/desktop/Layouts';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';
import { useAction } from '../use-action';

export function useLayout(table: string): UseQueryResult<desktop.TableLayout> {
  return useQuery({
    queryKey: ['layouts', table],
    queryFn: () => call(() => Layouts.Read(table)),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Keeps how a table is set up; the screen shows it at once. */
export function useKeepLayout(options: { showsError?: boolean } = {}) {
  const queries = useQueryClient();
  return useAction(
    (layout: desktop.TableLayout) => {
      if (!options.showsError) queries.setQueryData(['layouts', layout.table], layout);
      return Layouts.Keep(layout);
    },
    { ...options, scope: 'layouts' },
  );
}
