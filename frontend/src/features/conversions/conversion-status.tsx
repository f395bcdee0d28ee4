import { Status } from '../../components/status';
import { useStatuses } from '../../lib/api/conversions';

/** A conversion's status with what it means, as the one table of statuses says. */
export function ConversionStatus({ of }: { of: string }) {
  const meaning = useStatuses().data?.find((row) => row.status === of)?.meaning;
  return <Status of={of} meaning={meaning} />;
}
