import { DateInput } from '@mantine/dates';
import type { ReactNode } from 'react';

interface DayFieldProps {
  label: string;
  /** YYYY-MM-DD, or empty. */
  value?: string;
  onChange?: (day: string) => void;
  error?: ReactNode;
  description?: string;
  /** May stay empty. */
  optional?: boolean;
}

/** A calendar day, typed or picked. */
export function DayField({ label, value, onChange, error, description, optional }: DayFieldProps) {
  return (
    <DateInput
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
      value={value || null}
      onChange={(day) => onChange?.(day ?? '')}
      error={error}
      popoverProps={{ withinPortal: true }}
    />
  );
}
