import { Button, Menu } from '@mantine/core';

import { useExportReport } from '../lib/api/report-files';
import type { desktop } from '../wailsjs/go/models';

const formats = [
  { format: 'xlsx', label: 'Excel (XLSX)', about: 'A sheet for each currency' },
  { format: 'csv', label: 'CSV', about: 'One table, for other programs' },
  { format: 'pdf', label: 'PDF', about: 'To print or send' },
] as const;

interface ExportMenuProps {
  /** What is shown; the file has all rows of it. */
  question: desktop.ReportQuestion;
  /** The name of a saved report; without one the file is called by what it shows. */
  title?: string;
  disabled?: boolean;
}

/** Exports what a report shows: rows, columns, figures, comparison and totals. */
export function ExportMenu({ question, title = '', disabled }: ExportMenuProps) {
  const file = useExportReport();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button loading={file.isPending} disabled={disabled}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map(({ format, label, about }) => (
          <Menu.Item key={format} onClick={() => file.mutate({ question, title, format })}>
            {label}
            <div className="dim">{about}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
