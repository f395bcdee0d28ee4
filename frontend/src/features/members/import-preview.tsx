import { Button, Progress } from '@mantine/core';
import { useState } from 'react';

import { Chips } from '../../components/chips';
import { Loaded } from '../../components/loaded';
import { Notice } from '../../components/notice';
import { Status } from '../../components/status';
import {
  useCancelImport,
  useExportProblems,
  useImportMembers,
  useImportRows,
  useImportState,
} from '../../lib/api/member-import';
import { useFormat } from '../../lib/use-format';
import { useUndo } from '../../lib/use-undo';
import type { desktop } from '../../wailsjs/go/models';
import styles from './import-panel.module.css';

interface ImportPreviewProps {
  id: string;
  onBack: () => void;
  onAnother: () => void;
}

/** What an import will do, row by row, and then what it did. */
export function ImportPreview({ id, onBack, onAnother }: ImportPreviewProps) {
  const [started, setStarted] = useState('');
  const state = useImportState(started || id, started !== '');
  return (
    <Loaded query={state} lines={6}>
      {(now) =>
        now.state === 'running' ? (
          <Running now={now} />
        ) : now.state !== 'done' ? (
          <Notice
            tone={now.state === 'failed' ? 'bad' : 'info'}
            title={now.error || 'Cancelled. Nothing was imported.'}
          >
            {now.hint && <p>{now.hint}</p>}
            <Button onClick={onBack}>Back to the columns</Button>
          </Notice>
        ) : started ? (
          <Finished done={now} previewId={id} onAnother={onAnother} />
        ) : (
          <Planned plan={now} onBack={onBack} onStarted={setStarted} />
        )
      }
    </Loaded>
  );
}

function Running({ now }: { now: desktop.MemberImport }) {
  const cancel = useCancelImport();
  const { count } = useFormat();
  return (
    <>
      <p role="status">
        {count(now.done)} of {count(now.total)} rows
      </p>
      <Progress value={now.total > 0 ? (100 * now.done) / now.total : 0} aria-label="Rows" />
      <div className={styles.line}>
        <Button onClick={() => cancel.mutate(now.id)}>Cancel</Button>
      </div>
    </>
  );
}

const pageRows = 200;
interface PlannedProps {
  plan: desktop.MemberImport;
  onBack: () => void;
  onStarted: (id: string) => void;
}

function Planned({ plan, onBack, onStarted }: PlannedProps) {
  const [what, setWhat] = useState(plan.problems > 0 ? 'problem' : '');
  const [offset, setOffset] = useState(0);
  const rows = useImportRows(plan.id, what, offset, pageRows);
  const start = useImportMembers();
  const keep = useExportProblems();
  const { count } = useFormat();
  const good = plan.new + plan.changes;
  const total = rows.data?.total ?? 0;
  return (
    <>
      {plan.groups.length > 0 && (
        <p className={styles.intro}>
          {plan.groups.length === 1 ? 'A new group' : `${count(plan.groups.length)} new groups`}:{' '}
          {plan.groups.slice(0, 10).join(', ')}
        </p>
      )}
      <Chips
        label="Rows"
        value={what}
        onChange={(next) => {
          setWhat(next);
          setOffset(0);
        }}
        options={[
          { value: '', label: `All ${count(plan.total)}` },
          { value: 'new', label: `New ${count(plan.new)}` },
          { value: 'changes', label: `Changes ${count(plan.changes)}` },
          { value: 'unchanged', label: `Unchanged ${count(plan.unchanged)}` },
          { value: 'problem', label: `Problems ${count(plan.problems)}` },
        ]}
      />
      <div className={styles.line}>
        <Button
          variant="filled"
          disabled={good === 0}
          loading={start.isPending}
          onClick={() => start.mutate(plan.id, { onSuccess: ({ id }) => onStarted(id) })}
        >
          {good === 0 ? 'Nothing to import' : `Import ${count(good)} ${good === 1 ? 'member' : 'members'}`}
        </Button>
        <Button onClick={onBack}>Back to the columns</Button>
        {plan.problems > 0 && (
          <Button loading={keep.isPending} onClick={() => keep.mutate(plan.id)}>
            Save {count(plan.problems)} rows to correct
          </Button>
        )}
      </div>
      <Loaded query={rows} lines={4}>
        {(page) => (
          <table className={styles.rows} aria-label="Rows of the file">
            <thead>
              <tr>
                <th scope="col" className={styles.number}>
                  Line
                </th>
                <th scope="col">What happens</th>
                <th scope="col">Member</th>
                <th scope="col">Fields, or what to do</th>
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row) => (
                <tr key={row.line}>
                  <td className="num">{row.line}</td>
                  <td>
                    <Status of={`row:${row.what}`} />
                  </td>
                  <td>
                    <bdi>{row.name || row.email}</bdi>
                  </td>
                  <td>
                    <bdi>{row.detail || row.email}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
      {total > pageRows && (
        <div className={styles.line}>
          <Button disabled={offset === 0} onClick={() => setOffset(offset - pageRows)}>
            Earlier rows
          </Button>
          <span className="dim">
            {count(offset + 1)} to {count(Math.min(offset + pageRows, total))} of {count(total)}
          </span>
          <Button disabled={offset + pageRows >= total} onClick={() => setOffset(offset + pageRows)}>
            Later rows
          </Button>
        </div>
      )}
    </>
  );
}

interface FinishedProps {
  done: desktop.MemberImport;
  previewId: string;
  onAnother: () => void;
}

function Finished({ done, previewId, onAnother }: FinishedProps) {
  const undo = useUndo();
  const keep = useExportProblems();
  const { count } = useFormat();
  const [undone, setUndone] = useState(false);
  return (
    <>
      <Notice title={done.text}>
        {done.problems > 0 && <p>{count(done.problems)} rows with problems were left out.</p>}
      </Notice>
      <div className={styles.line}>
        <Button
          disabled={undone}
          onClick={() => {
            setUndone(true);
            undo(done.undo);
          }}
        >
          Undo the import
        </Button>
        {done.problems > 0 && (
          <Button onClick={() => keep.mutate(previewId)}>Save the rows to correct</Button>
        )}
        <Button onClick={onAnother}>Import another file</Button>
      </div>
    </>
  );
}
