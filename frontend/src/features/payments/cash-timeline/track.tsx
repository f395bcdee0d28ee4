import { Tooltip } from '@mantine/core';

import { useWorkspace } from '../../../lib/api/workspace';
import type { Format } from '../../../lib/format';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import styles from './track.module.css';

interface Clock {
  key: 'sold' | 'locks' | 'cjPays' | 'paid';
  head: string;
  happened: string;
  expected: string;
}

/** The four clocks of a sale, in their order. */
const clocks: readonly Clock[] = [
  { key: 'sold', head: 'Sold', happened: 'Sold on', expected: 'Sold' },
  { key: 'locks', head: 'Locks', happened: 'Locked on', expected: 'Locks, expected' },
  { key: 'cjPays', head: 'CJ pays', happened: 'CJ paid on', expected: 'CJ pays, expected' },
  { key: 'paid', head: 'Member paid', happened: 'Member paid on', expected: 'Member paid, expected' },
];

/** The heads of the four clocks, over the tracks. */
export function TrackHead() {
  return (
    <span className={styles.track}>
      {clocks.map((clock) => (
        <span key={clock.key}>{clock.head}</span>
      ))}
    </span>
  );
}

/** A sale on its four clocks: a full mark has happened, an open one is expected. */
export function Track({ row }: { row: desktop.TimelineRow }) {
  const now = useWorkspace().data?.now ?? '';
  const format = useFormat();
  return (
    <span className={styles.track}>
      {clocks.map((clock) => {
        const at = row[clock.key];
        return (
          <Tooltip key={clock.key} label={clockWords(clock, at, format)}>
            <span className={styles.clock} data-state={stateOf(at)} data-note={at.note !== '' || undefined}>
              <span className={styles.mark} />
              <span className={styles.when} aria-hidden>
                {at.day === '' ? '–' : format.shortDay(at.day, now)}
                {at.note !== '' && ' *'}
              </span>
              <span className={styles.spoken}>{clockWords(clock, at, format)}</span>
            </span>
          </Tooltip>
        );
      })}
    </span>
  );
}

function stateOf({ day, expected }: desktop.TimelineClock): 'happened' | 'expected' | 'unknown' {
  if (day === '') return 'unknown';
  return expected ? 'expected' : 'happened';
}

/** "CJ pays, expected 5 Jan 2027 to 8 Jan 2027: short by 2.00 USD" */
function clockWords(clock: Clock, at: desktop.TimelineClock, format: Format): string {
  const said = format.sentence(at.note);
  if (at.day === '') return `${clock.head}: not known yet${said && `, ${said}`}`;
  const note = said && `: ${said}`;
  if (!at.expected) return `${clock.happened} ${format.day(at.day)}${note}`;
  const until = at.until && at.until !== at.day ? ` to ${format.day(at.until)}` : '';
  return `${clock.expected} ${format.day(at.day)}${until}${note}`;
}
