import { Button, Checkbox } from '@mantine/core';

import { useMarkStep } from '../../../lib/api/setup';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';

interface MarkStepProps {
  mark: desktop.SetupMarkView;
  practice: boolean;
  /** The step counts as done already, by this mark or by other facts. */
  done: boolean;
}

/** What a person says of a step; in practice mode the simulated CJ does it by one button. */
export function MarkStep({ mark, practice, done }: MarkStepProps) {
  const set = useMarkStep();
  const { dateTime } = useFormat();
  const said = mark.done ? `${mark.by}, ${dateTime(mark.at)}` : undefined;
  if (practice) {
    if (mark.done || done) return said && <p className="dim">Done by {said}</p>;
    return (
      <Button
        variant="filled"
        loading={set.isPending}
        onClick={() => set.mutate({ name: mark.name, done: true })}
      >
        {mark.label}
      </Button>
    );
  }
  if (done && !mark.done) return null; // CJ has said it
  return (
    <Checkbox
      label={mark.label}
      description={said && `Said on ${said}`}
      checked={mark.done}
      disabled={set.isPending}
      onChange={(event) => set.mutate({ name: mark.name, done: event.currentTarget.checked })}
    />
  );
}
