import { Button } from '@mantine/core';
import { Link } from 'wouter';

import { Fold } from '../../components/fold';
import { TableHead } from '../../components/table-head';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './click-quality.module.css';
import { noteWords, thresholdWords } from './note-words';

interface NotesProps {
  view: desktop.QualityView;
  onClicks: (memberId: string) => void;
}

/** What is not as it used to be, member by member, and when that is told at all. */
export function Notes({ view, onClicks }: NotesProps) {
  const format = useFormat();
  const { period, before } = view;
  const nothing = before.from
    ? 'Nothing stands out: every member’s clicks and conversions are as theirs have been.'
    : 'There are no earlier days to compare with yet. Notes come with a few weeks of clicks.';
  return (
    <section aria-label="Worth a look" className={styles.part}>
      <TableHead title="Worth a look" empty={view.notes.length === 0 && nothing} />
      <ul className={styles.notes}>
        {view.notes.map((note) => {
          const words = noteWords(note, format);
          return (
            <li key={`${note.memberId} ${note.kind}`} className={styles.note}>
              <div className={styles.noteHead}>
                <Link href={`/members?open=${note.memberId}`}>{note.memberName}</Link>
                <strong>{words.title}</strong>
              </div>
              <p>{words.text}</p>
              <p className="dim">{words.advice}</p>
              <Button size="compact-sm" onClick={() => onClicks(note.memberId)}>
                Look at the clicks
              </Button>
            </li>
          );
        })}
      </ul>
      <div className={styles.inset}>
        <Fold title="When something is noted" open={false}>
          <p className="dim">
            {before.from &&
              `${format.day(period.from)} to ${format.day(period.to)} is compared with ${format.day(before.from)} to ${format.day(before.to)}, for each member. `}
            A note is a reason to look, not a verdict. It is made only where chance would bring it about less
            than once in a million times, and:
          </p>
          <dl className={styles.thresholds}>
            {view.thresholds.map((threshold) => {
              const words = thresholdWords(threshold);
              return (
                <div key={threshold.kind}>
                  <dt>{words.title}</dt>
                  <dd>{words.text}</dd>
                </div>
              );
            })}
          </dl>
        </Fold>
      </div>
    </section>
  );
}
