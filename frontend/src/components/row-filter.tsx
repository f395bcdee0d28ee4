import { Select } from '@mantine/core';

/** Stands in the address for rows that have none. */
const withoutOne = '-';

interface RowFilterProps {
  label: string;
  /** What it shows while nothing is chosen. */
  all: string;
  /** What those without one are called, where they can be asked for. */
  none?: string;
  rows: readonly { id: string; name: string }[];
  /** The id that is chosen; empty for all. */
  value: string;
  onChange: (id: string | undefined) => void;
  searchable?: boolean;
  w?: number;
  flex?: number;
}

/** Narrows a list to one member, offer or the like. */
export function RowFilter({ label, all, none, rows, value, onChange, searchable, w, flex }: RowFilterProps) {
  const data = rows.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      aria-label={label}
      placeholder={all}
      clearable
      searchable={searchable}
      w={w}
      flex={flex}
      data={none ? [...data, { value: withoutOne, label: none }] : data}
      value={value || null}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}
