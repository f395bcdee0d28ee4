import { useState } from 'react';

import { useCases, useReconciliationOptions } from '../../lib/api/reconciliation';
import type { desktop } from '../../wailsjs/go/models';
import { type CaseDecider, useDecision } from './use-decision';

export type Decided = '' | 'yes' | 'no';

/** The sales of a bucket as they are filtered and loaded, and what can be decided about them. */
export interface CaseList {
  filter: Omit<desktop.CaseFilter, 'offset' | 'limit'>;
  decided: Decided;
  setDecided: (decided: Decided) => void;
  text: string;
  setText: (text: string) => void;
  query: ReturnType<typeof useCases>;
  /** Those that are here. */
  rows: readonly desktop.CaseRow[];
  outcomes: desktop.OutcomeChoice[];
  decision: CaseDecider;
}

export function useCaseList(runId: string, bucket: string): CaseList {
  const [decided, setDecided] = useState<Decided>('');
  const [text, setText] = useState('');
  const filter = { runId, bucket, decided, text: text.trim() };
  const query = useCases(filter);
  const outcomes = (useReconciliationOptions().data?.outcomes ?? []).filter(({ buckets }) =>
    buckets.includes(bucket),
  );
  return {
    filter,
    decided,
    setDecided,
    text,
    setText,
    query,
    rows: query.data?.loaded ?? [],
    outcomes,
    decision: useDecision(runId),
  };
}
