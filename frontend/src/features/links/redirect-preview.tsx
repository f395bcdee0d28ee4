import { Button } from '@mantine/core';

import { Facts } from '../../components/facts';
import { Notice } from '../../components/notice';
import { Section } from '../../components/section';
import { useCheckLink } from '../../lib/api/links';
import { variableWords } from '../../lib/variable-words';
import type { desktop } from '../../wailsjs/go/models';
import styles from './redirect-preview.module.css';

const states: Record<string, string> = {
  live: 'The relay sends visitors on.',
  paused: 'The relay has it as paused.',
  ended: 'The offer has ended: sales through it do not count any more.',
  unknown: 'The relay does not know this link yet. It goes live on sync.',
};

/** Where a click on the link goes, step by step, and what of the member is public in it. */
export function RedirectPreview({ detail }: { detail: desktop.LinkDetail }) {
  const check = useCheckLink();
  const steps = [
    { title: 'The member shares', url: detail.row.url },
    { title: 'The relay sends the click to', url: detail.destination },
    ...(detail.landing ? [{ title: 'The visitor lands on', url: detail.landing }] : []),
  ];
  return (
    <Section title="Where it leads">
      <div className={styles.preview}>
        <ol className={styles.steps}>
          {steps.map(({ title, url }) => (
            <li key={title}>
              <span className="dim">{title}</span>
              <code className={`mono ${styles.url}`}>{url || '–'}</code>
            </li>
          ))}
        </ol>
        {detail.public.length > 0 && (
          <Notice title="Public: everybody who follows the link can read this">
            <Facts
              facts={detail.public.map(({ label, value }) => ({ label: variableWords(label), value }))}
            />
          </Notice>
        )}
        <div className={styles.check}>
          <Button size="compact-sm" loading={check.isPending} onClick={() => check.mutate(detail.row.id)}>
            Ask the relay
          </Button>
          <span role="status">{check.data && (states[check.data.state] ?? check.data.state)}</span>
        </div>
      </div>
    </Section>
  );
}
