import { Button, Group } from '@mantine/core';

import { CopyButton } from '../../../components/copy-button';
import { Loaded } from '../../../components/loaded';
import { useBackUpNow, useBackups } from '../../../lib/api/backups';
import { useWorkspace } from '../../../lib/api/workspace';
import { useParameters } from '../../../lib/location';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import { Setting } from '../setting';
import { BackupTable } from './backup-table';
import styles from './backups.module.css';
import { Damage } from './damage';
import { Frozen } from './frozen';

/** Copies of the database: when they are made, which there are, and the way back to one. */
export function Backups() {
  const backups = useBackups();
  const [, change] = useParameters();
  const now = useBackUpNow();
  return (
    <Setting
      title="Backups"
      name="backups"
      explanation="Encrypted copies of this profile’s database. Each is opened and checked before it counts as one."
    >
      <Loaded query={backups} lines={3}>
        {(data) => (
          <>
            <Damage backups={data} />
            <Frozen backups={data} />
            {data.problem && (
              <p className={styles.problem} role="alert">
                <strong>The last backup could not be made.</strong> {data.problem}
              </p>
            )}
            <Schedule backups={data} />
            {data.items.length === 0 ? (
              <p className="dim">There is no backup yet.</p>
            ) : (
              <BackupTable
                rows={data.items}
                onOpen={(id) => change({ backup: id, restore: undefined, add: undefined, remove: undefined })}
              />
            )}
            <Group gap={8}>
              <Button loading={now.isPending} onClick={() => now.mutate(undefined)}>
                Back up now
              </Button>
              <Button
                onClick={() =>
                  change({ restore: 'file', backup: undefined, add: undefined, remove: undefined })
                }
              >
                Restore from a file
              </Button>
            </Group>
          </>
        )}
      </Loaded>
    </Setting>
  );
}

/** When backups are made, where they are and what opens them. */
function Schedule({ backups }: { backups: desktop.BackupsView }) {
  const format = useFormat();
  const workspace = useWorkspace().data;
  const now = workspace?.now ?? '';
  return (
    <div className={styles.schedule}>
      <span>
        {backups.schedule}
        {backups.nextAt && ` Next: ${format.time(backups.nextAt, now)}.`}
        {workspace?.profile.kind === 'practice' && ' These times are by this computer’s clock.'}
      </span>
      <span>
        {backups.withRecovery
          ? 'This computer’s key and the printed recovery key open them.'
          : 'Only this computer’s key opens them: if the computer is lost, they are lost, too.'}
      </span>
      {backups.folder && (
        <span className={styles.folder}>
          <span className="mono">{backups.folder}</span>
          <CopyButton text={backups.folder} label="Copy folder" />
        </span>
      )}
    </div>
  );
}
