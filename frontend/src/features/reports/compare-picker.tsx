import { Popover, Select } from '@mantine/core';
import { useState } from 'react';

import { DaysForm } from '../../components/period-picker';
import { useFormat } from '../../lib/use-format';
import type { Compared } from './question';

interface ComparePickerProps {
  value: Compared;
  onChange: (compare: Compared) => void;
}

const own = 'own';

/** With which earlier period the figures are compared. */
export function ComparePicker({ value, onChange }: ComparePickerProps) {
  const [opened, setOpened] = useState(false);
  const format = useFormat();
  const named = typeof value === 'string';
  const days = named ? 'other days…' : `${format.day(value.from)} – ${format.day(value.to)}`;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      withRoles={false} // the field has its own
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <div>
          <Select
            aria-label="Compare"
            w={228}
            allowDeselect={false}
            data={[
              { value: '', label: 'Not compared' },
              { value: 'previous', label: 'Against the period before' },
              { value: 'year', label: 'Against the year before' },
              { value: own, label: `Against ${days}` },
            ]}
            value={named ? value : own}
            onChange={(next) => {
              if (next === '' || next === 'previous' || next === 'year') onChange(next);
            }}
            onOptionSubmit={(next) => setOpened(next === own)}
          />
        </div>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <DaysForm
          days={named ? { from: '', to: '' } : value}
          onChange={(compared) => {
            setOpened(false);
            onChange(compared);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
