import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import styles from './as-cj.module.css';

/** CJ's whole at the top, the members' sum at the bottom, and what lies between. */
export function Comparison({ side }: { side: desktop.AsCJSide }) {
  const { amount, count } = useFormat();
  return (
    <table className={styles.table} aria-label={`As CJ sees it, ${side.currency}`}>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Sales</th>
          <th scope="col">Sale amount ({side.currency})</th>
          <th scope="col">Commission ({side.currency})</th>
        </tr>
      </thead>
      <tbody>
        {side.rows.map((row) => (
          <tr key={row.key} data-whole={row.key === 'cj' || row.key === 'members' || undefined}>
            <th scope="row">
              {row.label}
              <span>{row.means}</span>
            </th>
            <td>{count(row.sales)}</td>
            <td>{amount(row.sale)}</td>
            <td>{amount(row.commission)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
