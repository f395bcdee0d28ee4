import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';

import { HeatMapChart } from '../../components/charts/heat-map-chart';
import { Loaded } from '../../components/loaded';
import { useHeatMap } from '../../lib/api/explorer';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { Notes } from './notes';
import styles from './reports.module.css';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** When people click and buy. */
export function HeatMapAnswer({ ask }: { ask: desktop.ReportQuestion }) {
  const format = useFormat();
  const [of, setOf] = useState<'clicks' | 'conversions'>('clicks');
  const map = useHeatMap(ask);
  return (
    <Loaded query={map} lines={8}>
      {(data) => {
        const shown = data.clicksUnknown ? 'conversions' : of;
        return (
          <div className={styles.charts}>
            <Notes notes={data.notes} />
            {data.clicksUnknown && <p className="dim">{data.clicksUnknown}</p>}
            <HeatMapChart
              title={shown === 'clicks' ? 'Clicks by weekday and hour' : 'Conversions by weekday and hour'}
              note={`${format.day(data.period.from)} – ${format.day(data.period.to)}`}
              across="Hour"
              down="Weekday"
              columns={hours}
              rows={weekdays}
              cells={data[shown].map((row) =>
                row.map((value) => ({ value, text: `${format.count(value)} ${shown}` })),
              )}
              short={format.compact}
              aside={
                !data.clicksUnknown && (
                  <SegmentedControl
                    aria-label="What is shown"
                    value={of}
                    onChange={(next) => setOf(next === 'clicks' ? next : 'conversions')}
                    data={[
                      { value: 'clicks', label: 'Clicks' },
                      { value: 'conversions', label: 'Conversions' },
                    ]}
                  />
                )
              }
            />
            {shown === 'conversions' && data.noHour > 0 && (
              <p className="dim">The hour of {format.count(data.noHour)} more conversions is not known.</p>
            )}
          </div>
        );
      }}
    </Loaded>
  );
}
