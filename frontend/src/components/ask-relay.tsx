import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';

import { askingRelay } from '../lib/api/quality';
import { useWorkspace } from '../lib/api/workspace';
import { useFormat } from '../lib/use-format';
import { useRun } from '../lib/use-run';
import type { desktop } from '../wailsjs/go/models';
import styles from './ask-relay.module.css';

interface AskRelayProps {
  question: desktop.ReportQuestion;
  /** The answer with the missing clicks filled in, and when the relay counted them. */
  onAnswer: (answer: desktop.ReportAnswer, asOf: string) => void;
}

/** Asks the relay for the clicks that are not known here, once a person wants it; says that it did, and as of when. */
export function AskRelay({ question, onAnswer }: AskRelayProps) {
  const { dateTime, day } = useFormat();
  const connected = useWorkspace().data?.connected ?? false;
  const [asked, setAsked] = useState<desktop.ReportQuestion>();
  const { run, error, cancel, again } = useRun(asked, askingRelay);
  useEffect(() => {
    if (run?.state === 'done' && run.answer) onAnswer(run.answer, run.asOf);
  }, [run, onAnswer]);

  if (!asked) {
    return (
      <span className={styles.line}>
        <Button size="compact-sm" disabled={!connected} onClick={() => setAsked(question)}>
          Ask the relay
        </Button>
        {!connected && <span className="dim">Needs a relay: connect one under Settings.</span>}
      </span>
    );
  }
  if (error || run?.state === 'failed') {
    return (
      <span className={styles.line} role="alert">
        <span>
          {error?.message ?? run?.error} {error?.hint ?? run?.hint}
        </span>
        <Button size="compact-sm" onClick={again}>
          Ask again
        </Button>
      </span>
    );
  }
  if (run?.state === 'cancelled') {
    return (
      <span className={styles.line}>
        <span className="dim">Cancelled.</span>
        <Button size="compact-sm" onClick={again}>
          Ask again
        </Button>
      </span>
    );
  }
  if (run?.state === 'done') {
    return (
      <span className={styles.line} role="status">
        <span>
          The clicks here were counted by the relay, click by click
          {run.asOf && `, as of ${dateTime(run.asOf)}`}.
          {run.keptFrom && ` It keeps clicks since ${day(run.keptFrom)}: earlier ones are missing.`}
        </span>
        <Button size="compact-sm" onClick={again}>
          Ask again
        </Button>
      </span>
    );
  }
  return (
    <span className={styles.line}>
      <span className="dim" role="status">
        The relay reads its clicks one by one…
      </span>
      <Button size="compact-sm" disabled={!run} onClick={cancel}>
        Cancel
      </Button>
    </span>
  );
}
