import { Button } from '@mantine/core';

import { Notice } from '../../components/notice';
import { useWorkspace } from '../../lib/api/workspace';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './sources.module.css';

interface SourcesProps {
  run: desktop.ReconciliationRun;
  onOrders: () => void;
}

/** The three sides of a comparison: how much each has, and how fresh it is. */
export function Sources({ run, onOrders }: SourcesProps) {
  const format = useFormat();
  const now = useWorkspace().data?.now ?? '';
  return (
    <dl className={styles.sources} aria-label="What is compared">
      {run.sources.map((source) => (
        <div key={source.key} className={styles.source}>
          <dt>{source.label}</dt>
          <dd>
            <strong className="num">{format.money(source.total)}</strong>
            <span className="dim num">
              {source.rows === 1 ? '1 row' : `${format.count(source.rows)} rows`}
              {source.asOf && ` · as of ${format.time(source.asOf, now)}`}
            </span>
            {source.note && <span className="dim">{source.note}</span>}
            {source.key === 'shop' && source.rows === 0 && (
              <Button size="compact-xs" className={styles.read} onClick={onOrders}>
                Read in the shop’s orders
              </Button>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What was compared is not all there is any more. */
export function Stale({ onAgain }: { onAgain: () => void }) {
  return (
    <div className={styles.stale}>
      <Notice title="Something came in since this was compared." tone="warn">
        <Button size="compact-sm" onClick={onAgain}>
          Compare again
        </Button>
      </Notice>
    </div>
  );
}
