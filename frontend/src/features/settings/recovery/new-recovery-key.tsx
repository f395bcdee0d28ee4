import { Button, Group } from '@mantine/core';
import { useState } from 'react';

import { Notice } from '../../../components/notice';
import type { Action } from '../../../lib/use-action';
import type { desktop } from '../../../wailsjs/go/models';

/** Makes a new recovery key, after saying what becomes of the old one. */
export function NewRecoveryKey({ renew }: { renew: Action<unknown, desktop.RecoveryKeyView> }) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button variant="subtle" size="compact-xs" ml={-8} onClick={() => setAsking(true)}>
        Make a new recovery key
      </Button>
    );
  }
  return (
    <Notice title="Make a new recovery key?">
      <p>
        Do this when a print was lost or somebody else saw it. The old print opens nothing that is written
        from then on: destroy it, and print the new one.
      </p>
      <Group gap={8}>
        <Button
          variant="filled"
          loading={renew.isPending}
          onClick={() => renew.mutate(undefined, { onSuccess: () => setAsking(false) })}
        >
          Make a new one
        </Button>
        <Button onClick={() => setAsking(false)}>Keep the old one</Button>
      </Group>
    </Notice>
  );
}
