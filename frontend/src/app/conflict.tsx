import { Button, Group } from '@mantine/core';

import { type Resolution, useResolveConflict } from '../lib/api/conflicts';
import { useFormat } from '../lib/use-format';
import type { desktop } from '../wailsjs/go/models';
import styles from './conflict.module.css';

const nouns: Record<string, string> = {
  'payout rule': 'Payout rule',
  payee: 'Payee',
  decision: 'Decision',
  currency: 'Currency',
};

/** An edit that was not applied, beside what is in effect, and the choice between them. */
export function Conflict({ conflict }: { conflict: desktop.ConflictView }) {
  const { dateTime } = useFormat();
  const resolve = useResolveConflict();
  const mine = conflict.actor === 'you';
  const title = `${nouns[conflict.what] ?? conflict.what} · ${conflict.subject}`;
  const choose = (keep: Resolution) => ({
    loading: resolve.isPending && resolve.variables?.keep === keep,
    disabled: resolve.isPending,
    onClick: () => resolve.mutate({ id: conflict.id, keep, seen: conflict.seen }),
  });
  return (
    <section className={styles.conflict} aria-label={title}>
      <strong>{title}</strong>
      <p className="dim">
        {mine ? 'You' : `“${conflict.actor}”`} changed it on {dateTime(conflict.at)}, not knowing that “
        {conflict.device}” had changed it already.
      </p>
      <table className={styles.versions}>
        <thead>
          <tr>
            <td />
            <th scope="col">{mine ? 'Yours' : `From “${conflict.actor}”`} (not applied)</th>
            <th scope="col">Now in effect</th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(conflict).map((row) => (
            <tr key={row.label} data-same={row.mine === row.theirs || undefined}>
              <th scope="row">{row.label}</th>
              <td>{row.mine || '–'}</td>
              <td>{row.theirs || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Group gap={8}>
        <Button size="compact-xs" {...choose('theirs')}>
          Keep what is in effect
        </Button>
        <Button size="compact-xs" {...choose('mine')}>
          {mine ? 'Use mine instead' : 'Use the other instead'}
        </Button>
      </Group>
    </section>
  );
}

interface VersionRow {
  label: string;
  mine: string;
  theirs: string;
}

/** The fields of both versions, each once, in the order of what was not applied. */
export function rowsOf({ mine, theirs }: Pick<desktop.ConflictView, 'mine' | 'theirs'>): VersionRow[] {
  const labels = [...new Set([...mine, ...theirs].map((pair) => pair.label))];
  const value = (pairs: desktop.Pair[], label: string) => pairs.find((p) => p.label === label)?.value ?? '';
  return labels.map((label) => ({ label, mine: value(mine, label), theirs: value(theirs, label) }));
}
