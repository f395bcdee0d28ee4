import { Button, Progress, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { CopyField } from '../../components/copy-field';
import { NotSynced, TestMark } from '../../components/marks';
import { Notice } from '../../components/notice';
import { SidePanel } from '../../components/side-panel';
import { generating } from '../../lib/api/links';
import { useFormat } from '../../lib/use-format';
import { useRun } from '../../lib/use-run';
import type { desktop } from '../../wailsjs/go/models';

interface GeneratingProps {
  asked: desktop.LinkBulkForm;
  onHandOut: (ids: string[]) => void;
  onClose: () => void;
}

/** Links on their way, with progress and Cancel, and what came of it. */
export function Generating({ asked, onHandOut, onClose }: GeneratingProps) {
  const { count } = useFormat();
  const { run, error, cancel } = useRun(asked, generating);
  const queries = useQueryClient();
  const running = run === undefined ? error === undefined : run.state === 'running';
  useEffect(() => {
    if (!running) void queries.invalidateQueries();
  }, [running, queries]);

  if (running) {
    const done = run?.total ? Math.floor((run.done / run.total) * 100) : 0;
    return (
      <SidePanel
        title="Generating links"
        onClose={onClose}
        footer={<Button onClick={cancel}>Cancel</Button>}
        note="Cancel, or leaving this panel, ends it. The links that are made already stay."
      >
        <Progress value={done} aria-label="Links generated" />
        <p role="status" className="num">
          {run?.total ? `${count(run.done)} of ${count(run.total)} links` : 'Looking who has a link already…'}
        </p>
      </SidePanel>
    );
  }
  const rows = run?.rows ?? [];
  const made = run?.made ?? 0;
  return (
    <SidePanel
      title={made === 1 ? 'Link generated' : `${count(made)} links generated`}
      onClose={onClose}
      problem={error ?? null}
      footer={
        <>
          {rows.length > 0 && rows.length === made + (run?.had ?? 0) && (
            <Button onClick={() => onHandOut(rows.map((row) => row.id))}>Hand out…</Button>
          )}
          <Button variant="filled" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      {run && <Outcome run={run} />}
      <Stack gap={12}>
        {rows.map((row) => (
          <div key={row.id}>
            {row.memberName} <span className="dim">{row.offerName}</span> <TestMark test={row.test} />{' '}
            <NotSynced synced={row.synced} text="goes live on sync" />
            <CopyField text={row.url} label={`Link of ${row.memberName}`} copyLabel="Copy link" />
          </div>
        ))}
      </Stack>
      {run && run.made + run.had > rows.length && (
        <p className="dim">
          {count(run.made + run.had - rows.length)} more are in the list. Choose them there to hand them out.
        </p>
      )}
    </SidePanel>
  );
}

function Outcome({ run }: { run: desktop.LinkRun }) {
  const { count } = useFormat();
  return (
    <>
      {run.state === 'cancelled' && (
        <Notice title="Cancelled">
          {count(run.made)} links were made and stay. Generate again to make the missing ones.
        </Notice>
      )}
      {run.state === 'failed' && (
        <Notice title="Not all links were made" tone="bad">
          {run.error} {count(run.made)} were made and stay. Generate again to make the missing ones.
        </Notice>
      )}
      {run.short > 0 && (
        <Notice title={`${count(run.short)} links wait for the relay`} tone="warn">
          This computer has no link numbers left for them. They are made by themselves at the next sync.
        </Notice>
      )}
      {run.had > 0 && <p className="dim">{count(run.had)} were there already.</p>}
    </>
  );
}
