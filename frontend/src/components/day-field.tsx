import { DateInput } from '@mantine/dates';
import type { ReactNode } from 'react';

interface DayFieldProps {
  label: string;
  /** YYYY-MM-DD, or empty. */
  value?: string;
  onChange?: (day: string) => void;
  error?: ReactNode;
  description?: string;
}

/** A calendar day, typed or picked. */
export function DayField({ label, value, onChange, error, description }: DayFieldProps) {
  return (
    <DateInput
      label={label}
      description={description}
      withAsterisk
      valueFormat="YYYY-MM-DD"
      placeholder="YYYY-MM-DD"
      firstDayOfWeek={1}
      value={value || null}
      onChange={(day) => onChange?.(day ?? '')}
      error={error}
      popoverProps={{ withinPortal: true }}
    />
  );
}
