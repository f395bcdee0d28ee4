import styles from './chart-frame.module.css';
import type { ChartTable } from './plotted';

/** The numbers of a chart, for reading. */
export function ChartNumbers({ label, table }: { label: string; table: ChartTable }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <section className={styles.numbers} aria-label={`${label}: scrolling table`} tabIndex={0}>
      <table aria-label={label}>
        <thead>
          <tr>
            {table.heads.map((head, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: heads stay in their places
              <th key={at} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([name, ...figures], row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows stay in their places
            <tr key={row}>
              <th scope="row">{name}</th>
              {figures.map((figure, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={at}>{figure}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
