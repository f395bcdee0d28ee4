import { ActionIcon, Checkbox, Popover, SegmentedControl, TextInput, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';

import { useReportValues } from '../../lib/api/explorer';
import type { desktop } from '../../wailsjs/go/models';
import styles from './reports.module.css';

interface FilterChipProps {
  dimension: desktop.ReportDimension;
  filter: desktop.ReportFilter;
  openAtFirst?: boolean;
  /** Nothing takes the filter away. */
  onChange: (filter: desktop.ReportFilter | undefined) => void;
}

const namesShown = 2;

/** A filter: what it says, and its values to choose from. */
export function FilterChip({ dimension, filter, openAtFirst, onChange }: FilterChipProps) {
  const [opened, setOpened] = useState(openAtFirst ?? false);
  const chosen = useReportValues({ dimension: dimension.id, search: '', chosen: filter.values }).data?.chosen;
  const names = filter.values.map((id) => chosen?.find((value) => value.id === id)?.name ?? (id || '…'));
  const more = names.length - namesShown;
  const said = names.slice(0, namesShown).join(', ') + (more > 0 ? ` and ${more} more` : '');
  const close = () => {
    setOpened(false);
    if (filter.values.length === 0) onChange(undefined);
  };
  return (
    <span className={styles.filter}>
      <Popover opened={opened} onChange={(next) => (next ? setOpened(true) : close())} trapFocus returnFocus>
        <Popover.Target>
          <UnstyledButton
            className={styles.filterText}
            aria-expanded={opened}
            onClick={() => (opened ? close() : setOpened(true))}
          >
            {dimension.label}
            {filter.values.length > 0 && (
              <>
                {filter.not ? ' is not ' : ': '}
                <strong>{said}</strong>
              </>
            )}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown p={8}>
          <FilterValues dimension={dimension} filter={filter} onChange={onChange} />
        </Popover.Dropdown>
      </Popover>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={20}
        aria-label={`Take out the filter ${dimension.label}`}
        onClick={() => onChange(undefined)}
      >
        <IconX size={12} />
      </ActionIcon>
    </span>
  );
}

function FilterValues({ dimension, filter, onChange }: Omit<FilterChipProps, 'openAtFirst'>) {
  const [search, setSearch] = useState('');
  const { data } = useReportValues({ dimension: dimension.id, search, chosen: filter.values });
  const chosen = (data?.chosen ?? []).filter(({ id }) => filter.values.includes(id));
  const found = (data?.found ?? []).filter(({ id }) => !filter.values.includes(id));
  const toggle = (id: string, wanted: boolean) =>
    onChange({
      ...filter,
      values: wanted ? [...filter.values, id] : filter.values.filter((value) => value !== id),
    });
  return (
    <div className={styles.values}>
      <SegmentedControl
        aria-label={`${dimension.label}: only these, or all but these`}
        fullWidth
        value={filter.not ? 'not' : 'only'}
        onChange={(next) => onChange({ ...filter, not: next === 'not' })}
        data={[
          { value: 'only', label: 'Only these' },
          { value: 'not', label: 'All but these' },
        ]}
      />
      <TextInput
        data-autofocus
        aria-label={`Search ${dimension.label}`}
        placeholder="Search"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <fieldset className={styles.valueList} aria-label={dimension.label}>
        {[...chosen, ...found].map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={filter.values.includes(id)}
            onChange={(event) => toggle(id, event.currentTarget.checked)}
          />
        ))}
        {data && found.length + chosen.length === 0 && <p className="dim">Nothing is called that.</p>}
        {data && data.more > 0 && <p className="dim">{data.more} more: search to find them.</p>}
      </fieldset>
    </div>
  );
}
