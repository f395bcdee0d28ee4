import { Notice } from '../../../components/notice';
import { useWorkspace } from '../../../lib/api/workspace';

/** What a restore does, before it is done. */
export function RestoreWarning({ from }: { from: string }) {
  const connected = useWorkspace().data?.connected;
  return (
    <Notice tone="warn" title={`Go back to ${from}?`}>
      <ul>
        <li>What is here now is backed up first, so you can come back to it.</li>
        <li>Edits that were not sent yet are carried over.</li>
        {connected ? (
          <>
            <li>What happened since the backup is read again from the relay.</li>
            <li>Payments wait until that is done, so that nobody is paid twice.</li>
          </>
        ) : (
          <>
            <li>There is no relay, so what was done since the backup is not in it.</li>
            <li>Payments wait until you confirm that nothing was paid since.</li>
          </>
        )}
      </ul>
    </Notice>
  );
}
