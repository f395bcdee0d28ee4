import { Button, Checkbox } from '@mantine/core';

import { Notice } from '../../../components/notice';
import { useNewRecoveryKey, useRecoveryKey, useRecoveryKeyPrinted } from '../../../lib/api/recovery';
import type { desktop } from '../../../wailsjs/go/models';
import { Setting } from '../setting';
import { EnterKey } from './enter-key';
import { NewRecoveryKey } from './new-recovery-key';
import { ShownKey } from './shown-key';

/** The recovery key: shown and printed on demand, made anew, and asked for until it is on paper. */
export function RecoveryKey({ workspace }: { workspace: desktop.WorkspaceView }) {
  const show = useRecoveryKey();
  const renew = useNewRecoveryKey();
  const locked = workspace.sync.state === 'locked';
  const shown = renew.data ?? show.data;
  const hide = () => {
    show.reset();
    renew.reset();
  };
  return (
    <Setting
      title="Recovery key"
      explanation="Opens this workspace and its backups when every device is lost or broken. Nobody else has it: without it and without a device, the data is gone."
    >
      {locked ? (
        <EnterKey />
      ) : (
        <>
          {workspace.unprinted && <PrintNudge />}
          {shown ? (
            <ShownKey shown={shown} workspace={workspace} onHide={hide} />
          ) : (
            <Button loading={show.isPending} onClick={() => show.mutate(undefined)}>
              Show recovery key
            </Button>
          )}
          <NewRecoveryKey renew={renew} />
        </>
      )}
    </Setting>
  );
}

function PrintNudge() {
  const printed = useRecoveryKeyPrinted();
  return (
    <Notice tone="warn" title="Print the recovery key once">
      <p>It takes a minute now, and later there is no other way back in.</p>
      <Checkbox
        label="I have printed it"
        checked={printed.isPending || printed.isSuccess}
        onChange={() => printed.mutate(undefined)}
      />
    </Notice>
  );
}
