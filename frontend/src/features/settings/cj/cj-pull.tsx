import { Button, Progress } from '@mantine/core';

import { Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { Section } from '../../../components/section';
import { useCJPull, useRefreshCJ, useStopCJ } from '../../../lib/api/cj';
import { useWorkspace } from '../../../lib/api/workspace';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import styles from './cj.module.css';

/** How the reading of CJ's ledger stands, with stop and refresh. */
export function CJPull() {
  const pull = useCJPull();
  const refresh = useRefreshCJ();
  const stop = useStopCJ();
  const reading = pull.data?.state === 'reading';
  return (
    <div className={styles.pull}>
      <Section
        title="Reading CJ’s ledger"
        aside={
          reading ? (
            <Button loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
              Stop
            </Button>
          ) : (
            <Button loading={refresh.isPending} onClick={() => refresh.mutate(undefined)}>
              {pull.data?.state === 'stopped' ? 'Go on' : 'Read now'}
            </Button>
          )
        }
      >
        <Loaded query={pull} lines={1}>
          {(data) => (
            <>
              <Standing pull={data} />
              <PullProblem pull={data} />
              {data.unread && (
                <Notice tone="warn" title={data.unread}>
                  <p>{data.unreadHint}</p>
                </Notice>
              )}
            </>
          )}
        </Loaded>
      </Section>
    </div>
  );
}

function Standing({ pull }: { pull: desktop.CJPullView }) {
  const format = useFormat();
  const now = useWorkspace().data?.now ?? '';
  const since = pull.since
    ? ` It goes on with what was posted from ${format.day(pull.since.slice(0, 10))}.`
    : '';
  switch (pull.state) {
    case 'reading':
      return (
        <>
          <p role="status">
            {pull.what ? `Reading ${pull.what}` : 'Reading'}
            {pull.total > 0 && `, ${format.count(pull.done)} of ${format.count(pull.total)} parts`}.{' '}
            <span className="dim">
              {format.count(pull.rows)} rows so far, {format.count(pull.fresh)} of them new or moved.
            </span>
          </p>
          <Progress
            aria-label="Reading CJ"
            mt={8}
            value={pull.total > 0 ? (100 * pull.done) / pull.total : 100}
            animated={pull.total === 0}
          />
        </>
      );
    case 'stopped':
      return <p>Stopped. Nothing is lost: what was read stays.{since}</p>;
    default:
      return (
        <p className="dim">
          {pull.asOf ? `Read to the end ${format.ago(pull.asOf, now)}.${since}` : 'Not read to the end yet.'}
        </p>
      );
  }
}

function PullProblem({ pull }: { pull: desktop.CJPullView }) {
  const format = useFormat();
  if (!pull.problem) return null;
  return (
    <Notice tone="bad" title={pull.problem}>
      {pull.hint && <p>{pull.hint}</p>}
      {pull.retry && <p className="dim">It is tried again {format.dateTime(pull.retry)}.</p>}
    </Notice>
  );
}
