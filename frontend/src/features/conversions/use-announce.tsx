import { toast } from '../../lib/toast';
import { useUndo } from '../../lib/use-undo';
import type { desktop } from '../../wailsjs/go/models';
import { Outcome } from './outcome';

/** Says what became of a decision, with the way back: Undo takes all of it back. */
export function useAnnounce(): (result: desktop.BulkResult, done: string) => void {
  const undo = useUndo();
  return (result, done) =>
    toast({
      message: <Outcome result={result} done={done} />,
      onUndo: result.undo ? () => undo(result.undo) : undefined,
      long: true,
    });
}
