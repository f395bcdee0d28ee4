import { Button } from '@mantine/core';
import { useState } from 'react';

import { CopyButton } from '../../../components/copy-button';
import { Facts } from '../../../components/facts';
import { Loaded } from '../../../components/loaded';
import { SidePanel } from '../../../components/side-panel';
import { useBackups, useCheckBackup, useRestore } from '../../../lib/api/backups';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import settings from '../settings.module.css';
import { reasonWords } from './backup-words';
import styles from './backups.module.css';
import { RestoreWarning } from './restore-warning';

/** One backup: check it, or go back to it. */
export function BackupPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const backups = useBackups();
  const { dateTime } = useFormat();
  const check = useCheckBackup();
  const restore = useRestore();
  const [asking, setAsking] = useState(false);
  const backup = backups.data?.items.find((row) => row.id === id);
  return (
    <SidePanel
      title={backup ? `Backup of ${dateTime(backup.at)}` : 'Backup'}
      onClose={onClose}
      problem={restore.error}
      footer={
        backup &&
        (asking ? (
          <>
            <Button onClick={() => setAsking(false)}>Keep what is here</Button>
            <Button
              variant="filled"
              color="red"
              loading={restore.isPending}
              onClick={() => restore.mutate(backup.id, { onSuccess: onClose })}
            >
              Restore this backup
            </Button>
          </>
        ) : (
          <>
            <Button loading={check.isPending} onClick={() => check.mutate(backup.id)}>
              Check
            </Button>
            <Button onClick={() => setAsking(true)}>Restore…</Button>
          </>
        ))
      }
    >
      <Loaded query={backups}>
        {() =>
          backup ? (
            <>
              <BackupFacts backup={backup} />
              {asking && (
                <div className={styles.result}>
                  <RestoreWarning from={`the backup of ${dateTime(backup.at)}`} />
                </div>
              )}
              {!asking && check.data && <CheckResult check={check.data} />}
            </>
          ) : (
            <p className="dim">This backup is not there any more.</p>
          )
        }
      </Loaded>
    </SidePanel>
  );
}

function BackupFacts({ backup }: { backup: desktop.BackupRow }) {
  const { dateTime, count, size } = useFormat();
  return (
    <Facts
      facts={[
        { label: 'Made', value: dateTime(backup.at) },
        { label: 'Why', value: reasonWords(backup.reason) },
        {
          label: 'Holds',
          value:
            backup.entry === 0
              ? 'an empty workspace'
              : `everything up to entry ${count(backup.entry)} of the log`,
        },
        { label: 'Size', value: size(backup.bytes) },
        { label: 'Made by', value: `Linkledger ${backup.version}` },
        ...(backup.head
          ? [{ label: 'Hash of the books', value: <span className="mono">{backup.head.slice(0, 16)}…</span> }]
          : []),
        ...(backup.path
          ? [
              {
                label: 'File',
                value: (
                  <>
                    <span className="mono">{backup.path}</span>
                    <CopyButton text={backup.path} label="Copy path" />
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function CheckResult({ check }: { check: desktop.BackupCheck }) {
  return (
    <div className={`${settings.result} ${styles.result}`} data-ok={check.ok} role="status">
      <strong>{check.ok ? 'The backup is good.' : 'The backup can’t be used.'}</strong>
      <span>{check.detail}</span>
    </div>
  );
}
