import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';

import { useUndoDecision } from '../../lib/api/conversions';
import type { desktop } from '../../wailsjs/go/models';
import { Outcome } from './outcome';

const shownMs = 12_000;
const undoneMs = 4_000;

/** Says what became of a decision, with the way back: Undo takes all of it back. */
export function useAnnounce(): (result: desktop.BulkResult, done: string) => void {
  const undo = useUndoDecision();
  return (result, done) => {
    const id = `decision-${result.undo || 'none'}`;
    const takeBack = () => {
      notifications.hide(id);
      // A promise, because the buttons that began this are gone by then; useAction says what failed.
      undo.mutateAsync(result.undo).then(
        (undone) =>
          notifications.show({ message: <Outcome result={undone} done="as before" />, autoClose: undoneMs }),
        () => undefined,
      );
    };
    notifications.show({
      id,
      autoClose: shownMs,
      message: (
        <Outcome result={result} done={done}>
          {result.undo && (
            <Button size="compact-xs" onClick={takeBack}>
              Undo
            </Button>
          )}
        </Outcome>
      ),
    });
  };
}
