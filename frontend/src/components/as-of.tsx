import { Button, Popover, UnstyledButton } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';

import { useMonths } from '../lib/api/months';
import { useWorkspace } from '../lib/api/workspace';
import { dayIn, isDay, periodOf } from '../lib/period';
import { useFormat } from '../lib/use-format';
import styles from './as-of.module.css';
import { DayField } from './day-field';

interface AsOfPickerProps {
  /** YYYY-MM-DD; empty for now. */
  value: string;
  onChange: (day: string) => void;
}

/** By which day’s knowledge a report counts: now, or a past evening. */
export function AsOfPicker({ value, onChange }: AsOfPickerProps) {
  const [opened, setOpened] = useState(false);
  const format = useFormat();
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={styles.own}
          data-chosen={value !== '' || undefined}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {value ? `As of ${format.day(value)}` : 'As of now'}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={12} maw={340}>
        {opened && (
          <AsOfForm
            value={value}
            onChange={(day) => {
              setOpened(false);
              onChange(day);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function AsOfForm({ value, onChange }: AsOfPickerProps) {
  const [day, setDay] = useState(value);
  const [wrong, setWrong] = useState('');
  const format = useFormat();
  const workspace = useWorkspace().data;
  const today = workspace ? dayIn(format.timeZone, workspace.now) : '';
  const months = useMonths().data?.months ?? [];
  const closed = months.filter((month) => month.asOf).slice(0, 3);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!isDay(day)) setWrong('Enter a day.');
    else if (today && day >= today) setWrong('Choose a day before today; today is “now”.');
    else onChange(day);
  };
  return (
    <form onSubmit={send} aria-label="As of">
      <p className="dim">
        Shows what was known in the evening of a day: what came later, as CJ’s corrections, is left out.
      </p>
      {today && (
        <div className={styles.short}>
          <Button data-autofocus size="compact-xs" onClick={() => onChange(periodOf('last-month', today).to)}>
            End of last month
          </Button>
          {closed.map((month) => (
            <Button key={month.month} size="compact-xs" onClick={() => onChange(month.asOf)}>
              When {month.name} was closed
            </Button>
          ))}
        </div>
      )}
      <DayField
        label="As of the evening of"
        value={day}
        onChange={(next) => {
          setDay(next);
          setWrong('');
        }}
        error={wrong}
      />
      <Button type="submit" variant="filled" mt={12} fullWidth>
        Look at that day
      </Button>
      {value && (
        <Button mt={8} fullWidth onClick={() => onChange('')}>
          Back to now
        </Button>
      )}
    </form>
  );
}

/** Says that a screen looks at the past, and leads back; nothing is drawn for now. */
export function PastBanner({ asOf, onNow }: { asOf: string; onNow: () => void }) {
  const format = useFormat();
  if (!asOf) return null;
  return (
    <section className={styles.past} aria-label="You are looking at the past">
      <IconHistory size={16} aria-hidden />
      <span>
        <strong>As it stood in the evening of {format.day(asOf)}.</strong> What became known later is left
        out; names are today’s.
      </span>
      <Button onClick={onNow}>Back to now</Button>
    </section>
  );
}
