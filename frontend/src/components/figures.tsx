import styles from './figures.module.css';
import { Term } from './term';
import { Why, type WhyOf } from './why';

export interface Figure {
  label: string;
  explanation: string;
  value: string;
  /** What belongs to it, in a few words. */
  note?: string;
  /** To be looked at. */
  tone?: 'warn';
  /** Makes the value tell where it comes from. */
  why?: WhyOf;
}

export interface FigureRow {
  label: string;
  figures: readonly Figure[];
}

/** Rows of figures in a frame, each with what it means. */
export function Figures({ rows }: { rows: readonly FigureRow[] }) {
  return (
    <div className={styles.frame}>
      {rows.map(({ label, figures }) => (
        <dl key={label} className={styles.row} aria-label={label}>
          {figures.map((figure) => (
            <div key={figure.label} className={styles.figure} data-tone={figure.tone}>
              <dt>
                <Term explanation={figure.explanation}>{figure.label}</Term>
              </dt>
              <dd>
                {figure.why ? (
                  <Why of={figure.why} name={figure.label}>
                    {figure.value}
                  </Why>
                ) : (
                  figure.value
                )}
                {figure.note && <small>{figure.note}</small>}
              </dd>
            </div>
          ))}
        </dl>
      ))}
    </div>
  );
}
