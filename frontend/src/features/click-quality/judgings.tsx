import { Loaded } from '../../components/loaded';
import { Section } from '../../components/section';
import { useJudgings } from '../../lib/api/quality';
import { useFormat } from '../../lib/use-format';
import styles from './click-quality.module.css';
import { signed } from './judged';
import { reasonWords } from './reason-words';

/** The times when kept clicks were judged anew, and what that did. */
export function Judgings() {
  const { count, dateTime, day } = useFormat();
  const judgings = useJudgings();
  return (
    <Section title="Judged anew so far">
      <Loaded query={judgings} lines={2}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="dim">Never: kept clicks are as they were judged when they came.</p>
          ) : (
            <ul className={styles.judgings}>
              {rows.map((row) => (
                <li key={row.at}>
                  <span className="num">{dateTime(row.at)}</span> {row.mine ? 'by you' : 'by a colleague'}
                  {row.since && `, clicks since ${day(row.since)}`}
                  {!row.whole && ', stopped halfway'}: {count(row.changed)} of {count(row.judged)} clicks
                  changed
                  {row.reasons.length > 0 &&
                    ` (${row.reasons.map((one) => `${reasonWords(one.reason)} ${signed(one.clicks, count)}`).join(', ')})`}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}
