import { Button, Popover, Text, UnstyledButton } from '@mantine/core';
import { useLocation } from 'wouter';

import { useCJPull } from '../lib/api/cj';
import { useConflicts } from '../lib/api/conflicts';
import { useCancelSync, useSyncNow, useWorkspace } from '../lib/api/workspace';
import { createFormat } from '../lib/format';
import { listed } from '../lib/words';
import { Attention } from './attention';
import { CJReading } from './cj-reading';
import styles from './sync-chip.module.css';
import { dotOf, pendingWords, readingWords, settingsWords, summary, waitingWords } from './sync-words';

/** Always visible: how fresh what the screens show is, and what waits to be sent. */
export function SyncChip() {
  const workspace = useWorkspace().data;
  const conflicts = useConflicts((workspace?.sync.attention ?? 0) > 0).data ?? [];
  const pull = useCJPull().data;
  const [, go] = useLocation();
  if (!workspace) return <span className={styles.chip}>Opening…</span>;

  const format = createFormat(workspace.locale, workspace.timeZone);
  const { state, message, hint, pending, attention, waitingFor } = workspace.sync;
  const words = summary(workspace, format);
  const reading = readingWords(pull);
  const settings = settingsWords[state];
  return (
    <Popover position="top-start" width={conflicts.length > 0 ? 520 : 288} withinPortal>
      <Popover.Target>
        <UnstyledButton className={styles.chip} data-testid="sync-chip" data-state={state}>
          <span className={styles.dot} data-tone={dotOf(workspace.sync)} aria-hidden />
          <span className={styles.words} role="status">
            {words}
            {reading && <span className={styles.pending}> · {reading}</span>}
            {waitingFor.length > 0 && <span className={styles.pending}> · {waitingWords(waitingFor)}</span>}
            {pending > 0 && <span className={styles.pending}> · {pendingWords(pending)}</span>}
            {attention > 0 && <span className={styles.pending}> · needs attention</span>}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown}>
        <Text fw={600}>{words}</Text>
        {message && <Text>{message}</Text>}
        {hint && <Text c="dimmed">{hint}</Text>}
        {waitingFor.length > 0 && (
          <Text c="dimmed">
            The relay was restored. Start Linkledger on {listed(waitingFor)}; payments are made again when all
            have sent back what the relay lost.
          </Text>
        )}
        <dl className={styles.facts}>
          <dt>Relay</dt>
          <dd>{workspace.sync.asOf ? `as of ${format.dateTime(workspace.sync.asOf)}` : 'never read'}</dd>
          <dt>CJ</dt>
          <dd>{workspace.sync.cjAsOf ? `as of ${format.dateTime(workspace.sync.cjAsOf)}` : 'not set up'}</dd>
          <dt>Not synced</dt>
          <dd>{pending === 0 ? 'nothing waits' : pendingWords(pending)}</dd>
        </dl>
        <CJReading pull={pull} />
        {attention > 0 && <Attention conflicts={conflicts} />}
        {settings ? (
          <Button onClick={() => go('/settings')}>{settings}</Button>
        ) : (
          <SyncButton state={state} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function SyncButton({ state }: { state: string }) {
  const sync = useSyncNow();
  const cancel = useCancelSync();
  if (state === 'syncing') return <Button onClick={() => cancel.mutate(undefined)}>Cancel</Button>;
  if (state === 'repairing') return null; // half a repair helps nobody, and it goes on by itself
  return (
    <Button loading={sync.isPending} onClick={() => sync.mutate(undefined)}>
      {state === 'synced' ? 'Sync now' : 'Retry'}
    </Button>
  );
}
