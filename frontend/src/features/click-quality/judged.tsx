import { Button, Progress } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { type Column, DataTable } from '../../components/data-table';
import { Notice } from '../../components/notice';
import { Problem } from '../../components/problem';
import { Section } from '../../components/section';
import type { JudgeAsk } from '../../lib/api/quality';
import type { AppError } from '../../lib/app-error';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './click-quality.module.css';
import { reasonWords } from './reason-words';

interface JudgedProps {
  asked: JudgeAsk | undefined;
  run: desktop.JudgeView | undefined;
  error: AppError | undefined;
  /** The form holds something that is not saved. */
  dirty: boolean;
  onCancel: () => void;
  onAgain: () => void;
  onRun: () => void;
}

/** Kept clicks judged anew, or a preview of it: progress, then before and after. */
export function Judged({ asked, run, error, dirty, onCancel, onAgain, onRun }: JudgedProps) {
  const { count } = useFormat();
  const queries = useQueryClient();
  const ran = run !== undefined && !run.preview && run.state !== 'running';
  useEffect(() => {
    if (ran) void queries.invalidateQueries();
  }, [ran, queries]);

  if (!asked || error?.hasFields) return null;
  if (error || run?.state === 'failed') {
    return <Problem error={error ?? new Error(`${run?.error} ${run?.hint}`)} onRetry={onAgain} />;
  }
  if (!run || run.state === 'running') {
    return (
      <div className={styles.running}>
        <Progress
          value={run?.total ? Math.floor((run.done / run.total) * 100) : 0}
          aria-label={asked.preview ? 'Previewed' : 'Judged anew'}
        />
        <div className={styles.line}>
          <span className="dim num" role="status">
            {run?.total ? `${count(run.done)} of ${count(run.total)} clicks` : 'Asking the relay…'}
          </span>
          <Button size="compact-sm" disabled={!run} onClick={onCancel}>
            Cancel
          </Button>
        </div>
      </div>
    );
  }
  return (
    <Section title={run.preview ? 'What this would change' : 'What was changed'}>
      {run.state === 'cancelled' && (
        <Notice title="Stopped">
          {run.preview
            ? 'Nothing was changed. The numbers are of the part that was looked at.'
            : 'The clicks that were judged by then stay so, and everything adds up. Run it again for the rest.'}
        </Notice>
      )}
      <p role="status">
        {run.changed === 0
          ? `None of ${count(run.judged)} kept clicks ${run.preview ? 'would be' : 'was'} judged in another way.`
          : `${count(run.changed)} of ${count(run.judged)} kept clicks ${run.preview ? 'would be' : 'are'} judged in another way.`}
      </p>
      {run.changed > 0 && <BeforeAfter run={run} />}
      {run.preview && run.changed > 0 && (
        <div className={styles.line}>
          <Button variant="filled" disabled={dirty} onClick={onRun}>
            Judge the kept clicks anew
          </Button>
          <span className="dim">
            {dirty
              ? 'Save the rules first: kept clicks are judged by what is saved.'
              : 'The counts of past days change by corrections in the log, on all devices.'}
          </span>
        </div>
      )}
    </Section>
  );
}

function BeforeAfter({ run }: { run: desktop.JudgeView }) {
  const { count, money } = useFormat();
  const reasons: Column<desktop.JudgedReason>[] = [
    { key: 'reason', head: 'Clicks', fixed: true, cell: (row) => reasonWords(row.reason) },
    { key: 'before', head: 'Before', numeric: true, cell: (row) => count(row.before) },
    { key: 'after', head: 'After', numeric: true, cell: (row) => count(row.after) },
    { key: 'change', head: 'Change', numeric: true, cell: (row) => signed(row.after - row.before, count) },
  ];
  const members: Column<desktop.JudgedMember>[] = [
    { key: 'name', head: 'Member', fixed: true, cell: (row) => row.memberName || '–' },
    { key: 'gross', head: 'All clicks', numeric: true, cell: (row) => count(row.gross) },
    { key: 'before', head: 'Counted before', numeric: true, cell: (row) => count(row.before) },
    { key: 'after', head: 'After', numeric: true, cell: (row) => count(row.after) },
    { key: 'change', head: 'Change', numeric: true, cell: (row) => signed(row.after - row.before, count) },
  ];
  return (
    <>
      {run.paid.map((paid) => (
        <p key={paid.currency}>
          Paid clicks {run.preview ? 'would come' : 'come'} to <strong>{money(paid.proposed)}</strong> in
          place of {money(paid.now)} ({money(paid.difference)}), for {count(paid.members)}{' '}
          {paid.members === 1 ? 'member' : 'members'}
          {paid.about && '; about, since caps or tiers count, too'}. What is paid already is set off against
          what they earn next.
        </p>
      ))}
      <DataTable
        flush
        label="Before and after by reason"
        columns={reasons}
        rows={run.reasons}
        rowId={(row) => row.reason}
        rowName={(row) => reasonWords(row.reason)}
      />
      {run.members.length > 0 && (
        <DataTable
          flush
          label="Before and after by member"
          columns={members}
          rows={run.members}
          rowId={(row) => row.memberId}
          rowName={(row) => row.memberName}
          step={10}
        />
      )}
      {run.changedMembers > run.members.length && (
        <p className="dim">and {count(run.changedMembers - run.members.length)} more members</p>
      )}
    </>
  );
}

/** 3 → "+3", -2 → "−2". */
export function signed(difference: number, count: (value: number) => string): string {
  return difference > 0 ? `+${count(difference)}` : count(difference);
}
