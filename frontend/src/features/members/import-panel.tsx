import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';

import { FormProblem } from '../../components/form-problem';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { TableMapping } from '../../components/table-mapping';
import { useOpenImport, useOpenPasted, usePastImports, usePlanImport } from '../../lib/api/member-import';
import { useFormat } from '../../lib/use-format';
import { useUndo } from '../../lib/use-undo';
import type { desktop } from '../../wailsjs/go/models';
import styles from './import-panel.module.css';
import { ImportPreview } from './import-preview';

/** Members out of a CSV file: chosen or pasted, its columns mapped, each row looked at, then imported. */
export function ImportPanel({ onClose }: { onClose: () => void }) {
  const [table, setTable] = useState<desktop.TableView>();
  const [plan, setPlan] = useState('');
  const read = usePlanImport();
  const { count } = useFormat();
  const restart = () => {
    setPlan('');
    setTable(undefined);
    read.reset();
  };
  return (
    <SidePanel wide={table !== undefined} title="Import members" onClose={onClose}>
      {plan !== '' ? (
        <ImportPreview id={plan} onBack={() => setPlan('')} onAnother={restart} />
      ) : table ? (
        <>
          <p className={styles.intro}>
            {table.name}, {count(table.rows)} rows. Say which column is what; it is remembered for the next
            file. Nothing is imported yet.
          </p>
          <TableMapping
            key={table.id}
            table={table}
            verb={`Look at ${count(table.rows)} rows`}
            pending={read.isPending}
            error={read.error}
            onBack={restart}
            onSend={(form) => read.mutate(form, { onSuccess: ({ id }) => setPlan(id) })}
          />
        </>
      ) : (
        <Choose onTable={setTable} />
      )}
    </SidePanel>
  );
}

function Choose({ onTable }: { onTable: (table: desktop.TableView) => void }) {
  const open = useOpenImport();
  const paste = useOpenPasted();
  const [text, setText] = useState('');
  return (
    <>
      <p className={styles.intro}>
        A CSV file with a row for each member, such as an export of a spreadsheet or of another tool. You see
        what becomes of each row before anything is imported, and can undo all of it afterwards.
      </p>
      <Button
        variant="filled"
        loading={open.isPending}
        onClick={() => open.mutate(undefined, { onSuccess: (table) => !table.cancelled && onTable(table) })}
      >
        Choose a file
      </Button>
      <Section title="Or paste rows">
        <Textarea
          aria-label="Rows to paste"
          placeholder={'Name,E-mail,Instagram\nAna Oliveira,ana@example.com,@ana.outside'}
          autosize
          minRows={4}
          maxRows={10}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <FormProblem error={paste.error} />
        <Button
          mt={8}
          disabled={text.trim() === ''}
          loading={paste.isPending}
          onClick={() => paste.mutate(text, { onSuccess: onTable })}
        >
          Use these rows
        </Button>
      </Section>
      <PastImports />
    </>
  );
}

function PastImports() {
  const past = usePastImports().data ?? [];
  const undo = useUndo();
  const { count, dateTime } = useFormat();
  if (past.length === 0) return null;
  return (
    <Section title="Imported on this computer">
      <ul className={styles.past}>
        {past.map((file) => (
          <li key={file.id}>
            <div>
              <strong>{file.file}</strong>
              <p className="dim">
                {dateTime(file.at)} · {count(file.added)} added, {count(file.changed)} changed
                {file.leftOut > 0 && `, ${count(file.leftOut)} left out`}
              </p>
            </div>
            {file.undone ? (
              <span className="dim">Undone</span>
            ) : (
              <Button
                size="compact-xs"
                aria-label={`Undo the import of ${file.file}`}
                onClick={() => undo(file.id)}
              >
                Undo
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
