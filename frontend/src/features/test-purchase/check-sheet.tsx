import { PrintSheet } from '../../components/print-sheet';
import { statusWord } from '../../components/status';
import { useWorkspace } from '../../lib/api/workspace';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './check-sheet.module.css';
import { useStepWords } from './use-step-words';

/** The check as a page to print or to save as PDF; the screen never shows it. */
export function CheckSheet({ check }: { check: desktop.CheckView }) {
  const { dateTime } = useFormat();
  const time = useStepWords();
  const workspace = useWorkspace().data;
  return (
    <PrintSheet
      name="check-sheet"
      workspace={workspace?.profile.name ?? ''}
      title={`Test purchase check of ${check.offerName}`}
      facts={
        <>
          <p>
            <strong>{statusWord(`check:${check.state}`)}</strong> · started {dateTime(check.startedAt)}
            {check.finishedAt && ` · done ${dateTime(check.finishedAt)}`}
          </p>
          <p>
            Link {check.link || '–'} · order {check.orderId || '–'} · marked as test: left out of figures and
            payments
          </p>
        </>
      }
    >
      <ol className={styles.steps}>
        {check.steps.map((step) => (
          <li key={step.key}>
            <h2>
              {step.title}: {statusWord(`check:${step.state}`)}
            </h2>
            {time(step) && <p className={styles.dim}>{time(step)}</p>}
            {step.finding && (
              <p>
                <strong>{step.finding}</strong> {step.hint}
              </p>
            )}
            {!step.finding && step.state === 'skipped' && <p>{step.hint}</p>}
            {step.evidence.length > 0 && (
              <table>
                <tbody>
                  {step.evidence.map((pair, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: rows of a printed page stay where they are
                    <tr key={index}>
                      <th scope="row">{pair.label}</th>
                      <td>{pair.value}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </li>
        ))}
      </ol>
    </PrintSheet>
  );
}
