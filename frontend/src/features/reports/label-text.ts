import type { Format } from '../../lib/format';
import type { desktop } from '../../wailsjs/go/models';

/** What a value of a dimension is called; days and months as this workspace writes them. */
export function labelText(format: Format, dimension: string | undefined, label: desktop.ReportLabel): string {
  if (dimension === 'day' && label.id) return format.day(label.id);
  if (dimension === 'month' && label.id) return format.month(label.id);
  return label.name;
}
