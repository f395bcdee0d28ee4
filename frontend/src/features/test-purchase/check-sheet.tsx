import { Portal } from '@mantine/core';

import { useWorkspace } from '../../lib/api/workspace';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './check-sheet.module.css';
import { useStepWords } from './use-step-words';

const words: Record<string, string> = {
  running: 'Under way',
  waiting: 'Waiting',
  passed: 'Passed',
  warned: 'Passed, with something to look at',
  failed: 'Failed',
  stopped: 'Stopped',
  skipped: 'Not checked',
};

/** The check as a page to print or to save as PDF; the screen never shows it. */
export function CheckSheet({ check }: { check: desktop.CheckView }) {
  const { dateTime } = useFormat();
  const time = useStepWords();
  const workspace = useWorkspace().data;
  return (
    <Portal>
      <article className={styles.sheet} data-print-sheet data-testid="check-sheet">
        <header>
          <p className={styles.workspace}>{workspace?.profile.name}</p>
          <h1>Test purchase check of {check.offerName}</h1>
          <p>
            <strong>{words[check.state] ?? check.state}</strong> · started {dateTime(check.startedAt)}
            {check.finishedAt && ` · done ${dateTime(check.finishedAt)}`}
          </p>
          <p>
            Link {check.link || '–'} · order {check.orderId || '–'} · marked as test: left out of figures and
            payments
          </p>
        </header>
        <ol>
          {check.steps.map((step) => (
            <li key={step.key}>
              <h2>
                {step.title}: {words[step.state] ?? step.state}
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
      </article>
    </Portal>
  );
}
