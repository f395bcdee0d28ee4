import { Button, Progress } from '@mantine/core';

import { type Figure, Figures } from '../../components/figures';
import { Status } from '../../components/status';
import { useStopSweep } from '../../lib/api/link-health';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './link-health.module.css';

const states: Record<string, { label: string; explanation: string }> = {
  live: { label: 'Live links', explanation: 'They lead shoppers on.' },
  paused: {
    label: 'Paused',
    explanation: 'They, or their offer, are paused: they lead to a fallback page or to none.',
  },
  ended: { label: 'Ended', explanation: 'Their offer’s last day is over; clicks earn nobody anything.' },
  unknown: { label: 'Unknown at the relay', explanation: 'The relay has no such link, so it opens nothing.' },
};

/** How a sweep stands: progress while it runs, then the counts. */
export function SweepHead({ sweep }: { sweep: desktop.SweepView }) {
  const { count, dateTime } = useFormat();
  const problems = sweep.findings.filter((finding) => !finding.minor).length;
  const minor = sweep.findings.length - problems;
  const figures: Figure[] = [
    ...sweep.states.map(({ state, links }) => ({
      ...(states[state] ?? { label: state, explanation: '' }),
      value: count(links),
      tone: state === 'unknown' ? ('warn' as const) : undefined,
    })),
    {
      label: 'Pages',
      explanation:
        'Distinct destinations: links that differ only by click and by member lead to the same one.',
      value: count(sweep.destinations.length),
      note: sweep.walks ? `${count(sweep.walked)} of ${count(sweep.toWalk)} walks` : 'not opened',
    },
    {
      label: 'Problems',
      explanation: 'What keeps shoppers from a page, or members from their credit.',
      value: count(problems),
      note: minor > 0 ? `and ${count(minor)} to look at` : undefined,
      tone: problems > 0 ? 'warn' : undefined,
    },
    ...(sweep.beforeAt
      ? [
          {
            label: 'New',
            explanation: `Not found by the sweep of ${dateTime(sweep.beforeAt)}.`,
            value: count(sweep.new),
            note: sweep.gone > 0 ? `${count(sweep.gone)} mended` : undefined,
          },
        ]
      : []),
  ];
  return (
    <section aria-label="Sweep" data-state={sweep.state} className={styles.sweep}>
      <div className={styles.line} role="status">
        <Status of={`sweep:${sweep.state}`} />
        <span className="dim num">
          {dateTime(sweep.startedAt)}
          {!sweep.walks && ' · the relay was asked, no page was opened'}
        </span>
      </div>
      {sweep.state === 'running' && <Running sweep={sweep} />}
      {sweep.problem && (
        <p className={styles.problem}>
          <strong>{sweep.problem}</strong> {sweep.hint}
        </p>
      )}
      <Figures rows={[{ label: 'Outcome of the sweep', figures }]} />
    </section>
  );
}

function Running({ sweep }: { sweep: desktop.SweepView }) {
  const { count } = useFormat();
  const stop = useStopSweep();
  const walking = sweep.toWalk > 0;
  const [done, all] = walking ? [sweep.walked, sweep.toWalk] : [sweep.asked, sweep.links];
  const percent = all > 0 ? Math.floor((done / all) * 100) : 0;
  return (
    <div className={styles.line}>
      <Progress value={percent} aria-label="Checked" className={styles.bar} />
      <span className="dim num">
        {walking
          ? `${count(done)} of ${count(all)} walks: one page in one browser each`
          : `${count(done)} of ${count(all)} links asked for at the relay`}
      </span>
      <Button size="compact-sm" loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
        Stop
      </Button>
    </div>
  );
}
