import * as Explorer from '../../wailsjs/go/desktop/Explorer';
import type { desktop } from '../../wailsjs/go/models';
import { fileDialogMs, useAction } from '../use-action';

/** Saves a chart as the screen has drawn it. */
export function useSaveChart() {
  return useAction((chart: desktop.ChartFile) => Explorer.SaveChart(chart), {
    timeoutMs: fileDialogMs,
    done: ({ cancelled, path }) => (cancelled ? undefined : `Saved as ${path}.`),
  });
}
