import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core';

import { Setting } from './setting';

const schemes = [
  { value: 'auto', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const satisfies { value: MantineColorScheme; label: string }[];

/** Light or dark. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Setting title="Appearance" explanation="Light, dark, or as the system has it.">
      <SegmentedControl
        aria-label="Colour scheme"
        data={[...schemes]}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as MantineColorScheme)}
      />
    </Setting>
  );
}
