import { Button, Menu } from '@mantine/core';

import { useExportStatement, useExportStatementPDF } from '../../lib/api/books';
import type { desktop } from '../../wailsjs/go/models';

interface ExportStatementProps {
  memberId: string;
  period: desktop.Period;
  onAll: () => void;
}

/** The statement as a file, or those of all members. */
export function ExportStatement({ memberId, period, onAll }: ExportStatementProps) {
  const [csv, pdf] = [useExportStatement(), useExportStatementPDF()];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button loading={csv.isPending || pdf.isPending}>Export</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {memberId && (
          <>
            <Menu.Item onClick={() => pdf.mutate({ memberId, period })}>PDF</Menu.Item>
            <Menu.Item onClick={() => csv.mutate({ memberId, period })}>CSV</Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Item onClick={onAll}>All members, as PDF…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
