import { Select } from '@mantine/core';

interface RowFilterProps {
  label: string;
  /** What it shows while nothing is chosen. */
  all: string;
  rows: readonly { id: string; name: string }[];
  /** The id that is chosen; empty for all. */
  value: string;
  onChange: (id: string | undefined) => void;
  searchable?: boolean;
  w?: number;
  flex?: number;
}

/** Narrows a list to one member, offer or the like. */
export function RowFilter({ label, all, rows, value, onChange, searchable, w, flex }: RowFilterProps) {
  return (
    <Select
      aria-label={label}
      placeholder={all}
      clearable
      searchable={searchable}
      w={w}
      flex={flex}
      data={rows.map(({ id, name }) => ({ value: id, label: name }))}
      value={value || null}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}
