import * as Explorer from '../../wailsjs/go/desktop/Explorer';
import type { desktop } from '../../wailsjs/go/models';
import { fileDialogMs, useAction } from '../use-action';

/** Writes the answer to a question as a file, all rows of it. */
export function useExportReport() {
  return useAction((asked: desktop.ReportExport) => Explorer.Export(asked), {
    done: (file) => (file.cancelled ? undefined : `Report written: ${file.path}`),
    timeoutMs: fileDialogMs,
  });
}
