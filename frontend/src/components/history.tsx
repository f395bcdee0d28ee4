import { type HistoryNoun, useHistory } from '../lib/api/history';
import { useFormat } from '../lib/use-format';
import type { desktop } from '../wailsjs/go/models';
import { Fold } from './fold';
import styles from './history.module.css';
import { Loaded } from './loaded';
import { NotSynced } from './marks';

/** Who changed what of an offer, a member or a link, on which device and when; read only when it is unfolded. */
export function History({ noun, id }: { noun: HistoryNoun; id: string }) {
  return (
    <div className={styles.history}>
      <Fold title="History" note="who changed what, and when" open={false}>
        <Changes noun={noun} id={id} />
      </Fold>
    </div>
  );
}

function Changes({ noun, id }: { noun: HistoryNoun; id: string }) {
  const history = useHistory(noun, id);
  return (
    <Loaded query={history} lines={3}>
      {(list) => (
        <ol className={styles.list}>
          {list.map((change) => (
            <Change key={change.entry} change={change} />
          ))}
        </ol>
      )}
    </Loaded>
  );
}

function Change({ change }: { change: desktop.HistoryView }) {
  const format = useFormat();
  return (
    <li>
      <div className={styles.head}>
        <span>{change.what}</span>
        <span className="dim">
          {format.dateTime(change.at)}, on {change.who}
        </span>
        <NotSynced synced={change.synced} compact />
      </div>
      <dl className={styles.fields}>
        {change.changes.map(({ field, from, to }) => (
          <div key={field}>
            <dt>{field}</dt>
            <dd>
              {from && <del>{from}</del>}
              {from && <span aria-hidden> → </span>}
              {to ? <ins>{to}</ins> : <span className="dim">nothing</span>}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
