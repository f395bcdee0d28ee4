import { Button, Group, Popover, UnstyledButton } from '@mantine/core';
import { type FormEvent, useState } from 'react';

import { type AskedPeriod, isPeriod, type PeriodName, periodNames } from '../lib/period';
import { useFormat } from '../lib/use-format';
import type { desktop } from '../wailsjs/go/models';
import { Chips } from './chips';
import { DayField } from './day-field';
import styles from './period-picker.module.css';

interface PeriodPickerProps {
  value: AskedPeriod;
  onChange: (period: AskedPeriod) => void;
}

/** Which sale days count: a named period, or days of a person's own. */
export function PeriodPicker({ value, onChange }: PeriodPickerProps) {
  const [opened, setOpened] = useState(false);
  const format = useFormat();
  const own = typeof value !== 'string';
  return (
    <Group gap={4}>
      <Chips
        label="Period"
        options={periodNames}
        value={own ? ('' as PeriodName) : value}
        onChange={onChange}
      />
      <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <UnstyledButton
            className={styles.own}
            data-chosen={own || undefined}
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            {own ? `${format.day(value.from)} – ${format.day(value.to)}` : 'Other days…'}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown p={12}>
          <DaysForm
            days={own ? value : { from: '', to: '' }}
            onChange={(days) => {
              setOpened(false);
              onChange(days);
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </Group>
  );
}

interface DaysFormProps {
  days: desktop.Period;
  onChange: (days: desktop.Period) => void;
}

/** The first and the last day of a period. */
export function DaysForm({ days, onChange }: DaysFormProps) {
  const [from, setFrom] = useState(days.from);
  const [to, setTo] = useState(days.to);
  const [wrong, setWrong] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isPeriod({ from, to })) onChange({ from, to });
    else setWrong(from && to && from > to ? 'The first day is after the last one.' : 'Enter both days.');
  };
  const typed = (set: (day: string) => void) => (day: string) => {
    set(day);
    setWrong('');
  };
  return (
    <form onSubmit={send} aria-label="Days">
      <Group gap={8} align="flex-start" wrap="nowrap">
        <DayField label="First day" value={from} onChange={typed(setFrom)} />
        <DayField label="Last day" value={to} onChange={typed(setTo)} error={wrong} />
      </Group>
      <Button type="submit" mt={12} fullWidth>
        Show these days
      </Button>
    </form>
  );
}
