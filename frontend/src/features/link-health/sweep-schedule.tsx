import { Checkbox, Select } from '@mantine/core';

import { useHealthSchedule } from '../../lib/api/link-health';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './link-health.module.css';

interface SweepScheduleProps {
  schedule: desktop.HealthSchedule;
  nextAt: string;
}

/** When sweeps are made by themselves. */
export function SweepSchedule({ schedule, nextAt }: SweepScheduleProps) {
  const { dateTime } = useFormat();
  const save = useHealthSchedule();
  return (
    <section aria-label="Schedule" className={styles.schedule}>
      <Select
        label="Check by itself while Linkledger is open"
        w={280}
        allowDeselect={false}
        data={[
          { value: 'daily', label: 'Every day' },
          { value: 'weekly', label: 'Every week' },
          { value: 'never', label: 'Never' },
        ]}
        value={schedule.every}
        onChange={(every) => every && save.mutate({ ...schedule, every })}
      />
      <Checkbox
        label="Open the pages too"
        description="Each page in each browser is a click at CJ. Without this only the relay is asked, which nobody sees."
        checked={schedule.walks}
        disabled={schedule.every === 'never'}
        onChange={(event) => save.mutate({ ...schedule, walks: event.currentTarget.checked })}
      />
      {nextAt && schedule.every !== 'never' && <p className="dim">Next: {dateTime(nextAt)}</p>}
    </section>
  );
}
