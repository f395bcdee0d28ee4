import { Button, Progress } from '@mantine/core';

import { Notice } from '../../../components/notice';
import { useCancelJoin } from '../../../lib/api/devices';
import type { desktop } from '../../../wailsjs/go/models';

interface JoinProgressProps {
  join?: desktop.JoinView;
  deviceName: string;
}

/** What a join waits for, and the way out of it. */
export function JoinProgress({ join, deviceName }: JoinProgressProps) {
  const cancel = useCancelJoin();
  const loading = join?.state === 'loading';
  return (
    <div aria-live="polite" style={{ width: '100%' }}>
      <Notice title={titleOf(join?.state)}>
        {join?.state === 'waiting' && (
          <p>
            It shows “{deviceName}” and asks whether to let it in. Choose <strong>Approve</strong> there.
          </p>
        )}
        {loading && (
          <Progress
            value={join.percent}
            w="100%"
            size="sm"
            aria-label={`${join.percent} % of the data is here`}
          />
        )}
        <Button loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
          Cancel
        </Button>
      </Notice>
    </div>
  );
}

function titleOf(state?: string): string {
  switch (state) {
    case 'waiting':
      return 'Waiting for approval on your other device…';
    case 'loading':
      return 'Fetching the workspace’s data…';
    default:
      return 'Asking the relay…';
  }
}
