import { Chip, Group } from '@mantine/core';

import styles from './chips.module.css';

export interface ChipOption<Value extends string> {
  value: Value;
  label: string;
}

interface ChipsProps<Value extends string> {
  label: string;
  options: readonly ChipOption<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One choice of a few, as chips: the filters of a page. */
export function Chips<Value extends string>({ label, options, value, onChange }: ChipsProps<Value>) {
  return (
    <Chip.Group value={value} onChange={(next) => onChange(next as Value)}>
      <Group gap={4} role="radiogroup" aria-label={label}>
        {options.map((option) => (
          <Chip
            key={option.value}
            value={option.value}
            classNames={{ label: styles.chip, iconWrapper: styles.icon }}
          >
            {option.label}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
