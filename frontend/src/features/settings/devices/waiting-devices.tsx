import { Notice } from '../../../components/notice';
import { listed } from '../../../lib/words';

/** After a restore of the relay: which devices still owe it what it lost, and what to do. */
export function WaitingDevices({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <Notice
      tone="warn"
      title={names.length === 1 ? 'Waiting for one device' : `Waiting for ${names.length} devices`}
    >
      <p>
        The relay was restored from a copy. Each device sends back what that copy lacks. Still missing:{' '}
        <strong>{listed(names)}</strong>.
      </p>
      <p>
        Start Linkledger there and let it sync. Until then no payment is made, so that nothing is paid twice.
        A device that is lost or broken: remove it below, and the relay no longer waits for it.
      </p>
    </Notice>
  );
}
