import { Button, Popover, Text, UnstyledButton } from '@mantine/core';
import { useLocation } from 'wouter';

import { useCancelSync, useSyncNow, useWorkspace } from '../lib/api/workspace';
import { createFormat, type Format } from '../lib/format';
import type { desktop } from '../wailsjs/go/models';
import { Attention } from './attention';
import styles from './sync-chip.module.css';

/** Always visible: how fresh what the screens show is, and what waits to be sent. */
export function SyncChip() {
  const workspace = useWorkspace().data;
  const sync = useSyncNow();
  const cancel = useCancelSync();
  const [, go] = useLocation();
  if (!workspace) return <span className={styles.chip}>Opening…</span>;

  const format = createFormat(workspace.locale, workspace.timeZone);
  const { state, message, hint, pending, attention } = workspace.sync;
  const words = summary(workspace, format);
  return (
    <Popover position="top-start" width={288} withinPortal>
      <Popover.Target>
        <UnstyledButton className={styles.chip} data-testid="sync-chip" data-state={state}>
          <span className={styles.dot} data-state={state} aria-hidden />
          <span className={styles.words} role="status">
            {words}
            {pending > 0 && <span className={styles.pending}> · {pendingWords(pending)}</span>}
            {attention > 0 && <span className={styles.pending}> · needs attention</span>}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text fw={600}>{words}</Text>
        {message && <Text>{message}</Text>}
        {hint && <Text c="dimmed">{hint}</Text>}
        <dl className={styles.facts}>
          <dt>Relay</dt>
          <dd>{workspace.sync.asOf ? `as of ${format.dateTime(workspace.sync.asOf)}` : 'never read'}</dd>
          <dt>CJ</dt>
          <dd>{workspace.sync.cjAsOf ? `as of ${format.dateTime(workspace.sync.cjAsOf)}` : 'not set up'}</dd>
          <dt>Not synced</dt>
          <dd>{pending === 0 ? 'nothing waits' : pendingWords(pending)}</dd>
        </dl>
        {attention > 0 && <Attention />}
        {state === 'syncing' && <Button onClick={() => cancel.mutate(undefined)}>Cancel</Button>}
        {state === 'unconnected' && <Button onClick={() => go('/settings')}>Connect to a relay</Button>}
        {state !== 'syncing' && state !== 'unconnected' && (
          <Button loading={sync.isPending} onClick={() => sync.mutate(undefined)}>
            {state === 'synced' ? 'Sync now' : 'Retry'}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function summary({ sync, now }: desktop.WorkspaceView, format: Format): string {
  switch (sync.state) {
    case 'synced':
      return `Synced ${format.ago(sync.asOf, now)}`;
    case 'syncing':
      return `Syncing ${sync.percent} %`;
    case 'offline':
      return sync.asOf ? `Offline, data as of ${format.time(sync.asOf, now)}` : 'Offline';
    case 'error':
      return 'Sync failed';
    default:
      return 'Not connected';
  }
}

function pendingWords(pending: number): string {
  return pending === 1 ? '1 edit waits' : `${pending} edits wait`;
}
