import { AskRelay } from '../../components/ask-relay';
import type { desktop } from '../../wailsjs/go/models';
import styles from './reports.module.css';

interface NotesProps {
  notes: readonly desktop.ReportNote[];
  /** Those of the report, to say which of them a note is about. */
  measures?: readonly desktop.ReportMeasure[];
  /** What the relay can be asked where its clicks would tell. */
  relay?: {
    question: desktop.ReportQuestion;
    onAnswer: (answer: desktop.ReportAnswer) => void;
  };
}

/** What a reader has to know about the figures. */
export function Notes({ notes: all, measures = [], relay }: NotesProps) {
  const notes = all.filter(({ code }) => code !== 'adjustments'); // which stand above, with their sums
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes} aria-label="What to know about these figures">
      {notes.map((note) => {
        const about = measures.filter(({ id }) => note.measures.includes(id)).map(({ label }) => label);
        return (
          <li key={note.code + note.text}>
            {note.text}
            {about.length > 0 && about.length < measures.length && (
              <span className="dim"> This is about: {about.join(', ')}.</span>
            )}
            {relay && note.code === 'ask_relay' && (
              <div>
                <AskRelay key={JSON.stringify(relay.question)} {...relay} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
