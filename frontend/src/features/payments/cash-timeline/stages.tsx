import { Chip, Group } from '@mantine/core';

import chips from '../../../components/chips.module.css';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import styles from './cash-timeline.module.css';

interface StagesProps {
  stages: readonly desktop.TimelineStage[];
  value: string;
  onChange: (stage: string) => void;
}

/** How far the sales have come, each stage with its sum, as the filter of the list. */
export function Stages({ stages, value, onChange }: StagesProps) {
  const { count, money } = useFormat();
  const shown = stages.filter((stage) => stage.sales > 0 || stage.stage === value);
  if (shown.length === 0) return null;
  return (
    <Chip.Group value={value} onChange={(next) => onChange(String(next))}>
      <Group gap={4} role="radiogroup" aria-label="Stage">
        <Chip value="" classNames={{ label: chips.chip, iconWrapper: chips.icon }}>
          All
        </Chip>
        {shown.map((stage) => (
          <Chip
            key={stage.stage}
            value={stage.stage}
            classNames={{ label: chips.chip, iconWrapper: chips.icon }}
          >
            {stage.label}
            <span className={styles.sum}>
              {count(stage.sales)} · {money(stage.commission)}
            </span>
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
