import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';

import { type Preset, presets } from './presets';
import type { OpenQuestion } from './use-question';

/** Questions to begin with. */
export function PresetMenu({ open }: { open: OpenQuestion }) {
  const asked = JSON.stringify(open.question);
  const current = presets.find(
    ({ view, question }) =>
      view === open.view && (view !== 'table' || JSON.stringify({ ...question }) === asked),
  );
  const item = (preset: Preset) => (
    <Menu.Item
      key={preset.name}
      aria-current={preset === current ? 'true' : undefined}
      onClick={() => open.replace(kept(preset, open), preset.view)}
    >
      {preset.name}
      <div className="dim">{preset.tells}</div>
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={14} />}>{current?.name ?? 'Ready-made reports'}</Button>
      </Menu.Target>
      <Menu.Dropdown mah={520} style={{ overflowY: 'auto' }}>
        <Menu.Label>Tables</Menu.Label>
        {presets.filter(({ view }) => view === 'table').map(item)}
        <Menu.Label>Charts</Menu.Label>
        {presets.filter(({ view }) => view !== 'table').map(item)}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A chart is about what the person looks at: their period and filters stay. */
function kept(preset: Preset, { question }: OpenQuestion) {
  return preset.view === 'table' ? preset.question : question;
}
