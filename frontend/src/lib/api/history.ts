import { type UseQueryResult, useQuery } from '@tanstack/react-query';

import * as History from '../../wailsjs/go/desktop/History';
import type { desktop } from '../../wailsjs/go/models';
import { call } from '../bridge';

/** What a manager set up, and so has a history. */
export type HistoryNoun = 'offer' | 'member' | 'link';

/** Who changed what of a thing, the newest first. */
export function useHistory(noun: HistoryNoun, id: string): UseQueryResult<desktop.HistoryView[]> {
  return useQuery({ queryKey: ['history', noun, id], queryFn: () => call(() => History.Of(noun, id)) });
}
