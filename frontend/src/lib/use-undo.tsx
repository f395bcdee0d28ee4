import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';

import * as Undo from '../wailsjs/go/desktop/Undo';
import { call } from './bridge';
import { notifyProblem, toast } from './toast';
import styles from './toast.module.css';

const undoCallMs = 120_000;
const namedAtMost = 3;

/** Takes back what was done by the token that it left, and says what became of it. */
export function useUndo(): (token: string) => void {
  const queries = useQueryClient();
  return useMemo(() => {
    const undo = (token: string) => {
      call(() => Undo.Do(token), undoCallMs)
        .then(
          ({ text, left }) =>
            toast({
              long: left.length > 0,
              message: (
                <div className={styles.toast}>
                  {text}
                  {left.slice(0, namedAtMost).map(({ label, value }) => (
                    <span key={label}>
                      {label}: {value}
                    </span>
                  ))}
                  {left.length > namedAtMost && <span>and {left.length - namedAtMost} more</span>}
                </div>
              ),
            }),
          (error) => notifyProblem(error, () => undo(token)),
        )
        .finally(() => void queries.invalidateQueries());
    };
    return undo;
  }, [queries]);
}
