import { type PeriodName, periodNames } from '../lib/period';
import { Chips } from './chips';

/** Which sale days count. */
export function PeriodControl({ value, onChange }: { value: PeriodName; onChange: (v: PeriodName) => void }) {
  return <Chips label="Period" options={periodNames} value={value} onChange={onChange} />;
}
