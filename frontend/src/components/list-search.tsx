import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';

interface ListSearchProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Narrows a list by words. */
export function ListSearch({ label, value, onChange }: ListSearchProps) {
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={14} />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      w={208}
      ml="auto"
      type="search"
    />
  );
}
