import { Select } from '@mantine/core';

import type { desktop } from '../../wailsjs/go/models';

interface DimensionPickerProps {
  label: string;
  placeholder: string;
  choices: desktop.ReportChoices;
  /** Those that are in use elsewhere. */
  without: readonly string[];
  value?: string;
  clearable?: boolean;
  onChange: (dimension: string) => void;
}

/** Chooses one of what reports can be cut by. */
export function DimensionPicker({
  label,
  placeholder,
  choices,
  without,
  value = '',
  clearable,
  onChange,
}: DimensionPickerProps) {
  const free = choices.dimensions.filter(({ id }) => !without.includes(id));
  const sections = [...new Set(free.map(({ section }) => section))];
  return (
    <Select
      aria-label={label}
      placeholder={placeholder}
      searchable
      clearable={clearable}
      w={148}
      maxDropdownHeight={360}
      comboboxProps={{ width: 260, position: 'bottom-start' }}
      data={sections.map((section) => ({
        group: section,
        items: free
          .filter((dimension) => dimension.section === section)
          .map(({ id, label }) => ({ value: id, label })),
      }))}
      renderOption={({ option }) => (
        <div>
          {option.label}
          <div className="dim">{free.find(({ id }) => id === option.value)?.explanation}</div>
        </div>
      )}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
    />
  );
}
