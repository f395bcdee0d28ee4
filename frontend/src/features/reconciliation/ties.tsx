import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';

import { Section } from '../../components/section';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './ties.module.css';

/** Whether the buckets add up to what the reports and the books say. */
export function Ties({ ties }: { ties: desktop.TieView[] }) {
  const { money } = useFormat();
  if (ties.length === 0) return null;
  const off = ties.filter((tie) => !tie.ok).length;
  return (
    <div className={styles.ties}>
      <Section title="Do the totals tie?" aside={off === 0 ? 'All of them, to the cent' : `${off} do not`}>
        <table className={styles.table}>
          <tbody>
            {ties.map((tie) => (
              <tr key={`${tie.what}/${tie.where}/${tie.other.currency}`}>
                <td>
                  {tie.ok ? (
                    <IconCheck size={14} className={styles.good} role="img" aria-label="Ties:" />
                  ) : (
                    <IconAlertTriangle
                      size={14}
                      className={styles.bad}
                      role="img"
                      aria-label="Does not tie:"
                    />
                  )}
                </td>
                <th scope="row">
                  {tie.what}
                  {tie.why && <span className={styles.why}>{tie.why}</span>}
                </th>
                <td className="num">{money(tie.buckets)}</td>
                <td className={styles.sign}>{tie.ok ? '=' : '≠'}</td>
                <td className="num">{money(tie.other)}</td>
                <td className="dim">{tie.where}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </div>
  );
}
