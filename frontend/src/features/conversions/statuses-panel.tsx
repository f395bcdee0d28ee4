import { Loaded } from '../../components/loaded';
import { SidePanel } from '../../components/side-panel';
import { Status } from '../../components/status';
import { useStatuses } from '../../lib/api/conversions';
import { listed } from '../../lib/words';
import type { desktop } from '../../wailsjs/go/models';
import styles from './statuses-panel.module.css';

/** What each status means, and what can come next. */
export function StatusesPanel({ onClose }: { onClose: () => void }) {
  const statuses = useStatuses();
  return (
    <SidePanel title="What the statuses mean" onClose={onClose}>
      <Loaded query={statuses}>
        {(rows) => (
          <ul className={styles.statuses}>
            {rows.map((row) => (
              <li key={row.status}>
                <strong>
                  <Status of={row.status} />
                </strong>
                <span>{row.meaning}</span>
                <span className="dim">
                  {row.moves.length > 0
                    ? `You can make it ${names(rows, row.moves)}.`
                    : 'Only CJ’s rows change it.'}{' '}
                  {row.byCj.length > 0 && `CJ’s rows can make it ${names(rows, row.byCj)}.`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </SidePanel>
  );
}

function names(rows: desktop.StatusView[], statuses: string[]): string {
  const words = statuses.map((status) => rows.find((row) => row.status === status)?.words ?? status);
  return listed(words.map((word) => word.toLowerCase())).replace(' and ', ' or ');
}
