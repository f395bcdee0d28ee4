import { Button, Text } from '@mantine/core';
import { useLocation } from 'wouter';

import { useAcknowledge, useAttention, useDiscardEdit } from '../lib/api/workspace';
import type { desktop } from '../wailsjs/go/models';
import styles from './attention.module.css';
import { Conflict } from './conflict';

const toLookAt = [
  { kind: 'check', at: '/test-purchase?open=' },
  { kind: 'links', at: '/link-health?sweep=' },
];

/** What the sync could not do by itself, and the one click that deals with each. */
export function Attention({ conflicts }: { conflicts: desktop.ConflictView[] }) {
  const items = useAttention(true).data ?? [];
  const discard = useDiscardEdit();
  const acknowledge = useAcknowledge();
  const [, go] = useLocation();
  const problems = items.filter((item) => item.kind === 'problem');
  return (
    <section className={styles.list} aria-label="Needs attention">
      <Text fw={600}>Needs attention</Text>
      {conflicts.map((conflict) => (
        <Conflict key={conflict.id} conflict={conflict} />
      ))}
      {items
        .filter((item) => item.kind === 'refused')
        .map((item) => (
          <div key={item.id} className={styles.item}>
            <span>{item.text}</span>
            <Button size="compact-xs" loading={discard.isPending} onClick={() => discard.mutate(item.id)}>
              Discard the edit
            </Button>
          </div>
        ))}
      {items
        .filter((item) => item.kind === 'damage' || item.kind === 'frozen')
        .map((item) => (
          <div key={item.id} className={styles.item} data-tone={item.kind === 'damage' ? 'bad' : 'warn'}>
            <span>{item.text}</span>
            <Button size="compact-xs" onClick={() => go('/settings?show=backups')}>
              Open backups
            </Button>
          </div>
        ))}
      {toLookAt.flatMap(({ kind, at }) =>
        items
          .filter((item) => item.kind === kind)
          .map((item) => (
            <div key={item.id} className={styles.item}>
              <span>{item.text}</span>
              <Button size="compact-xs" onClick={() => go(`${at}${item.id}`)}>
                Look at it
              </Button>
            </div>
          )),
      )}
      {/* Nothing to click: what waits counts by itself once it can, and terms are seen on their offer. */}
      {items
        .filter((item) => item.kind === 'correction' || item.kind === 'terms' || item.kind === 'cj')
        .map((item) => (
          <div key={item.id} className={styles.item}>
            {item.text}
          </div>
        ))}
      {problems.length > 0 && (
        <div className={styles.item}>
          {problems.slice(0, 5).map((item) => (
            <span key={item.id}>{item.text}</span>
          ))}
          {problems.length > 5 && <span className="dim">and {problems.length - 5} more</span>}
          <Button
            size="compact-xs"
            loading={acknowledge.isPending}
            onClick={() => acknowledge.mutate(problems[0]?.id ?? '')}
          >
            I have read this
          </Button>
        </div>
      )}
    </section>
  );
}
