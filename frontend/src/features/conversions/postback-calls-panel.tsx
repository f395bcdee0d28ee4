import { useState } from 'react';

import { Chips } from '../../components/chips';
import { Loaded } from '../../components/loaded';
import { SidePanel } from '../../components/side-panel';
import { Status } from '../../components/status';
import { usePostbackCalls } from '../../lib/api/conversions';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './postback-calls-panel.module.css';

const filters = [
  { value: 'all', label: 'All' },
  { value: 'refused', label: 'Refused' },
] as const;

/** The latest postback calls as they came, so that a network's “we did call” can be checked. */
export function PostbackCallsPanel({ onClose }: { onClose: () => void }) {
  const calls = usePostbackCalls();
  const [shown, setShown] = useState<(typeof filters)[number]['value']>('all');
  return (
    <SidePanel title="Postback calls" onClose={onClose}>
      <p className={styles.about}>
        What networks told the relay, word for word, newest first. A refused call counts nowhere; its answer
        says why.
      </p>
      <Chips label="Which calls" options={filters} value={shown} onChange={setShown} />
      <Loaded query={calls}>
        {(list) => <Calls calls={shown === 'all' ? list : list.filter((call) => !call.accepted)} />}
      </Loaded>
    </SidePanel>
  );
}

function Calls({ calls }: { calls: desktop.PostbackCallView[] }) {
  const { dateTime } = useFormat();
  if (calls.length === 0) return <p className={`dim ${styles.none}`}>No such call.</p>;
  return (
    <ul className={styles.calls}>
      {calls.map((call) => (
        <li key={call.id}>
          <div className={styles.head}>
            <Status of={call.accepted ? 'call:accepted' : 'call:refused'} />
            <span className="dim">{dateTime(call.at)}</span>
          </div>
          <code className="mono">{call.request}</code>
          {call.body && <code className="mono">{call.body}</code>}
          <span className="dim">
            Answered: <code className="mono">{call.reply}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
