import { Button } from '@mantine/core';

import { CopyField } from '../../components/copy-field';
import { useRecoveryKey } from '../../lib/api/workspace';
import { Setting } from './setting';
import styles from './settings.module.css';

/** Shows the workspace key when asked for. */
export function RecoveryKey() {
  const key = useRecoveryKey();
  return (
    <Setting
      title="Recovery key"
      explanation="Opens this workspace on another device, and its backups. Print it and keep it where nobody else finds it."
    >
      {key.data ? (
        <div className={styles.wide}>
          <CopyField text={key.data} label="Recovery key" copyLabel="Copy key" />
          <Button mt={8} onClick={() => key.reset()}>
            Hide
          </Button>
        </div>
      ) : (
        <Button loading={key.isPending} onClick={() => key.mutate(undefined)}>
          Show recovery key
        </Button>
      )}
    </Setting>
  );
}
