import { Button, Group } from '@mantine/core';

import { CopyField } from '../../../components/copy-field';
import { usePrint } from '../../../lib/api/workspace';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import styles from '../settings.module.css';
import { RecoverySheet } from './recovery-sheet';

interface ShownKeyProps {
  shown: desktop.RecoveryKeyView;
  workspace: desktop.WorkspaceView;
  onHide: () => void;
}

/** The key with its print button; or where it is, when another device made it. */
export function ShownKey({ shown, workspace, onHide }: ShownKeyProps) {
  const { dateTime } = useFormat();
  const print = usePrint();
  if (!shown.key) {
    return (
      <p role="status">
        “{shown.madeBy || 'Another device'}” made the recovery key on {dateTime(shown.madeAt)}, and only that
        device can show it. If its print is lost, make a new one here.
      </p>
    );
  }
  return (
    <div className={styles.wide}>
      <CopyField text={shown.key} label="Recovery key" copyLabel="Copy key" />
      <Group gap={8} mt={8}>
        <Button variant="filled" loading={print.isPending} onClick={() => print.mutate(undefined)}>
          Print
        </Button>
        <Button onClick={onHide}>Hide</Button>
      </Group>
      <RecoverySheet shown={shown} relayUrl={workspace.relayUrl} />
    </div>
  );
}
