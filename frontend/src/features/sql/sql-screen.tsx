import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { ReportPages } from '../../components/report-pages';
import { type AskedSQL, useSavedSQL, useSQL, useSQLGuide } from '../../lib/api/sql';
import { useParameters } from '../../lib/location';
import { readStored, writeStored } from '../../lib/stored';
import type { desktop } from '../../wailsjs/go/models';
import { ExportButton } from './export-button';
import { SaveButton } from './save-button';
import { SQLResult } from './sql-result';
import styles from './sql-screen.module.css';
import { Statement } from './statement';
import { StatementMenu } from './statement-menu';
import { ViewList } from './view-list';

const draft = 'sql-draft';

/** Statements of a person's own, over documented views; none can change anything. */
export function SQLScreen() {
  const guide = useSQLGuide();
  return (
    <Page
      title="SQL"
      asOf="Ask the synced data in SQL. A statement only reads: it can change nothing, and it runs on this computer alone."
      filters={<ReportPages at="/reports/sql" />}
    >
      <Loaded query={guide}>{(data) => <Box guide={data} />}</Loaded>
    </Page>
  );
}

function Box({ guide }: { guide: desktop.SQLGuide }) {
  const saved = useSavedSQL().data;
  const [parameters, change] = useParameters();
  const id = parameters.get('saved') ?? '';
  const current = saved?.find((one) => one.id === id);
  const [text, setText] = useState(() => readStored(draft) ?? guide.examples[0]?.statement ?? '');
  const [asked, setAsked] = useState<AskedSQL>();
  const { run, error, cancel } = useSQL(asked);
  const field = useRef<HTMLTextAreaElement>(null);
  const running = asked !== undefined && !error && (run?.state ?? 'running') === 'running';

  const write = (next: string) => {
    setText(next);
    writeStored(draft, next);
  };
  const open = (one: desktop.SQLStatement) => {
    write(one.statement);
    setAsked(undefined);
    change({ saved: one.id || undefined });
    field.current?.focus();
  };
  // A saved statement that the address names is opened once it is here.
  const opened = useRef('');
  useEffect(() => {
    if (current && opened.current !== current.id) {
      opened.current = current.id;
      setText(current.statement);
    }
  }, [current]);
  // What is wrong is pointed at.
  const wrong = run?.state === 'failed' ? run.at : -1;
  useEffect(() => {
    if (wrong < 0 || !field.current) return;
    const at = Array.from(field.current.value).slice(0, wrong).join('').length;
    field.current.focus();
    field.current.setSelectionRange(at, at + 1);
  }, [wrong]);

  const insert = (name: string) => {
    const target = field.current;
    const [from, to] = [target?.selectionStart ?? text.length, target?.selectionEnd ?? text.length];
    write(text.slice(0, from) + name + text.slice(to));
    target?.focus();
    requestAnimationFrame(() => target?.setSelectionRange(from + name.length, from + name.length));
  };
  const ask = () => setAsked({ statement: text });
  const name = current?.name ?? '';
  return (
    <div className={styles.box}>
      <div className={styles.work}>
        <Statement ref={field} value={text} onChange={write} onRun={ask} />
        <div className={styles.bar}>
          {running ? (
            <Button variant="filled" onClick={cancel}>
              Cancel
            </Button>
          ) : (
            <Button variant="filled" disabled={!text.trim()} onClick={ask}>
              Run
            </Button>
          )}
          <StatementMenu saved={saved ?? []} examples={guide.examples} current={current} onOpen={open} />
          <SaveButton
            statement={text}
            current={current}
            onSaved={(one) => {
              opened.current = one.id;
              change({ saved: one.id });
            }}
            onDeleted={() => change({ saved: undefined })}
          />
          <ExportButton name={name} statement={text} />
        </div>
        <SQLResult run={asked && run} error={error} running={running} />
      </div>
      <ViewList views={guide.views} onInsert={insert} />
    </div>
  );
}
