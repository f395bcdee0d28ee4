import { DateInput } from '@mantine/dates';
import { type ReactNode, useState } from 'react';

import { isDay } from '../lib/period';

interface DayFieldProps {
  label: string;
  /** YYYY-MM-DD, or empty; while it is no day, the text as it stands in the field. */
  value?: string;
  onChange?: (day: string) => void;
  error?: ReactNode;
  description?: string;
  /** May stay empty. */
  optional?: boolean;
  /** What a form finds its field by. */
  'data-path'?: string;
}

/**
 * A calendar day, typed or picked. A text that is no day stays as it was typed
 * and goes to the form as it is, so that no other day is ever meant in its place.
 */
export function DayField({
  label,
  value = '',
  onChange,
  error,
  description,
  optional,
  ...others
}: DayFieldProps) {
  const [left, setLeft] = useState(false);
  const unreadable = value !== '' && !isDay(value);
  const unreadableWords = left || error ? 'Enter a day as 2026-12-01.' : undefined;
  return (
    <DateInput
      {...others}
      label={label}
      description={description}
      withAsterisk={!optional}
      clearable={optional}
      clearButtonProps={{ 'aria-label': `Clear ${label}` }}
      valueFormat="YYYY-MM-DD"
      placeholder="YYYY-MM-DD"
      size="sm"
      styles={{ input: { height: 30, minHeight: 30 } }}
      firstDayOfWeek={1}
      hideOutsideDates
      weekendDays={[]}
      ariaLabels={{
        previousMonth: 'Previous month',
        nextMonth: 'Next month',
        previousYear: 'Previous year',
        nextYear: 'Next year',
        previousDecade: 'Previous decade',
        nextDecade: 'Next decade',
      }}
      value={isDay(value) ? value : null}
      dateParser={(text) => (isDay(text.trim()) ? text.trim() : null)}
      fixOnBlur={false}
      onInput={(event) => {
        setLeft(false);
        onChange?.(event.currentTarget.value.trim());
      }}
      onChange={(day) => onChange?.(day ?? '')}
      onBlur={() => setLeft(true)}
      error={unreadable ? unreadableWords : error}
      popoverProps={{ withinPortal: true }}
    />
  );
}
