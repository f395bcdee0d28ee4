import { Button, Checkbox, Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';

import type { desktop } from '../../wailsjs/go/models';
import styles from './reports.module.css';

interface MeasurePickerProps {
  value: readonly string[];
  measures: readonly desktop.ReportMeasure[];
  onChange: (measures: string[]) => void;
}

/** Which figures are shown, each with what it means and how it is worked out. */
export function MeasurePicker({ value, measures, onChange }: MeasurePickerProps) {
  const sections = [...new Set(measures.map(({ section }) => section))];
  const toggle = (id: string, wanted: boolean) => {
    const next = wanted ? [...value, id] : value.filter((one) => one !== id);
    if (next.length > 0) onChange(next);
  };
  return (
    <Popover position="bottom-start" trapFocus returnFocus width={440}>
      <Popover.Target>
        <Button rightSection={<IconChevronDown size={12} />} fw={400}>
          {value.length === 1 ? '1 figure' : `${value.length} figures`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <div className={styles.measures}>
          {sections.map((section) => (
            <fieldset key={section} className={styles.section}>
              <legend>{section}</legend>
              {measures
                .filter((measure) => measure.section === section)
                .map(({ id, label, explanation, formula }) => (
                  <Checkbox
                    key={id}
                    label={label}
                    description={formula === label ? explanation : `${explanation} ${formula}.`}
                    checked={value.includes(id)}
                    disabled={value.length === 1 && value.includes(id)}
                    onChange={(event) => toggle(id, event.currentTarget.checked)}
                  />
                ))}
            </fieldset>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
