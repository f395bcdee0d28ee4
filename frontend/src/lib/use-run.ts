import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { type AppError, toAppError } from './app-error';
import { call } from './bridge';

const pollMs = 150;

/** How the Go side starts a run, tells how it stands, and ends it. */
export interface RunCalls<Asked, View> {
  /** Of its query. */
  key: string;
  start: (asked: Asked) => Promise<View>;
  read: (id: string) => Promise<View>;
  cancel: (id: string) => Promise<void>;
}

export interface Run<View> {
  run?: View;
  error?: AppError;
  cancel: () => void;
  again: () => void;
}

/**
 * Has something long worked out, beside everything else that the screen does,
 * and anew whenever other things are asked. A run that nobody looks at any more
 * is cancelled. `asked` must keep its identity while it says the same.
 */
export function useRun<Asked, View extends { id: string; state: string }>(
  asked: Asked | undefined,
  calls: RunCalls<Asked, View>,
): Run<View> {
  const [attempt, setAttempt] = useState(0);
  const [started, setStarted] = useState<View>();
  const [error, setError] = useState<AppError>();
  const { start, read, cancel, key } = calls;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt starts another run
  useEffect(() => {
    if (asked === undefined) return;
    let gone = false;
    let id = '';
    setStarted(undefined);
    setError(undefined);
    call(() => start(asked)).then(
      (view) => {
        id = view.id;
        if (gone) stop(cancel, id);
        else setStarted(view);
      },
      (thrown) => gone || setError(toAppError(thrown)),
    );
    return () => {
      gone = true;
      if (id) stop(cancel, id);
    };
  }, [asked, attempt, start, cancel]);

  const id = started?.id ?? '';
  const state = useQuery({
    queryKey: [key, 'run', id],
    queryFn: () => call(() => read(id)),
    enabled: id !== '',
    refetchInterval: (query) =>
      (query.state.data?.state ?? 'running') === 'running' && !query.state.error ? pollMs : false,
  });
  return {
    run: state.data ?? started,
    error: error ?? (state.error ? toAppError(state.error) : undefined),
    cancel: () => stop(cancel, id),
    again: () => setAttempt(attempt + 1),
  };
}

/** Ends a run; one that has ended already needs nothing. */
function stop(cancel: (id: string) => Promise<void>, id: string): void {
  call(() => cancel(id)).catch(() => undefined);
}
