import { Button, Menu } from '@mantine/core';

import { useExportSQL } from '../../lib/api/sql';

/** Writes all rows of a statement as a file. */
export function ExportButton({ name, statement }: { name: string; statement: string }) {
  const file = useExportSQL();
  const write = (format: string) => file.mutate({ name, statement, format });
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button loading={file.isPending} disabled={!statement.trim()}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => write('xlsx')}>Excel (XLSX)</Menu.Item>
        <Menu.Item onClick={() => write('csv')}>CSV</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
