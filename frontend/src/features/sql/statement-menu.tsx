import { Button, Menu } from '@mantine/core';

import type { desktop } from '../../wailsjs/go/models';

interface StatementMenuProps {
  saved: desktop.SQLStatement[];
  examples: desktop.SQLStatement[];
  current?: desktop.SQLStatement;
  onOpen: (one: desktop.SQLStatement) => void;
}

/** Opens a statement that was saved, or one to begin with. */
export function StatementMenu({ saved, examples, current, onOpen }: StatementMenuProps) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button>{current?.name ?? 'Open'}</Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {saved.length > 0 && <Menu.Label>Saved</Menu.Label>}
        {saved.map((one) => (
          <Menu.Item key={one.id} onClick={() => onOpen(one)}>
            {one.name}
          </Menu.Item>
        ))}
        <Menu.Label>To begin with</Menu.Label>
        {examples.map((one) => (
          <Menu.Item key={one.name} onClick={() => onOpen(one)}>
            {one.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
