import { Button, Progress } from '@mantine/core';
import { useState } from 'react';

import { Problem } from '../../components/problem';
import { SidePanel } from '../../components/side-panel';
import { writingStatements } from '../../lib/api/books';
import { AppError } from '../../lib/app-error';
import { useFormat } from '../../lib/use-format';
import { useRun } from '../../lib/use-run';
import type { desktop } from '../../wailsjs/go/models';

interface AllStatementsPanelProps {
  period: desktop.Period;
  onClose: () => void;
}

/** The statements of all members in a period: an archive with a PDF for each. */
export function AllStatementsPanel({ period, onClose }: AllStatementsPanelProps) {
  const { count, day } = useFormat();
  const [asked, setAsked] = useState<desktop.Period>();
  const { run, error, cancel } = useRun(asked, writingStatements);
  const running = asked !== undefined && !error && (run?.state ?? 'running') === 'running';
  const written = run?.state === 'done' && !run.file.cancelled;
  const days = period.from && period.to ? `${day(period.from)} to ${day(period.to)}` : 'all time';
  return (
    <SidePanel
      title="Statements of all members"
      onClose={onClose}
      problem={error}
      note={
        written && (
          <span role="status">
            Saved as {run.file.path}: {count(run.file.rows)}{' '}
            {run.file.rows === 1 ? 'statement' : 'statements'}.
          </span>
        )
      }
      footer={
        running ? (
          <Button onClick={cancel}>Cancel</Button>
        ) : (
          <>
            <Button onClick={onClose}>{written ? 'Done' : 'Cancel'}</Button>
            <Button variant="filled" onClick={() => setAsked({ ...period })}>
              Save file…
            </Button>
          </>
        )
      }
    >
      <p>
        One ZIP file with a PDF for each member who was owed, earned or was paid something: {days}. Nothing is
        sent by Linkledger.
      </p>
      {run?.state === 'failed' && (
        <Problem error={new AppError({ code: 'failed', message: run.error, hint: run.hint })} />
      )}
      {run?.state === 'cancelled' && <p role="status">It was cancelled; no file was written.</p>}
      {running && (
        <>
          <Progress
            mt={16}
            mb={8}
            value={run?.total ? (run.done / run.total) * 100 : 0}
            aria-label="Members done"
          />
          <p role="status" className="num dim">
            {run?.done ? `${count(run.done)} of ${count(run.total)} members` : 'Choose where to save it…'}
          </p>
        </>
      )}
    </SidePanel>
  );
}
