import { Empty } from '../../../components/empty';
import { Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { PeriodControl } from '../../../components/period-control';
import { useAsCJ } from '../../../lib/api/cash';
import { useWorkspace } from '../../../lib/api/workspace';
import { useParameters } from '../../../lib/location';
import { isPeriodName, periodIn } from '../../../lib/period';
import type { desktop } from '../../../wailsjs/go/models';
import styles from './as-cj.module.css';
import { Comparison } from './comparison';

/** The whole programme as CJ sees it, one sub-affiliate, beside the sum of the members. */
export function AsCJ() {
  const workspace = useWorkspace().data;
  const [parameters, change] = useParameters();
  const named = parameters.get('period');
  const name = isPeriodName(named) ? named : 'this-month';
  const view = useAsCJ(periodIn(name, workspace));
  return (
    <>
      <div className={styles.intro}>
        <p className="dim">
          To CJ your whole programme is one publisher. This is its total of these sale days, and what leads
          from there to your members.
        </p>
        <PeriodControl value={name} onChange={(period) => change({ period })} />
      </div>
      <Loaded query={view}>
        {(data) =>
          data.totals.length === 0 ? (
            <Empty>CJ lists no sale of these days.</Empty>
          ) : (
            data.totals.map((side) => (
              <section key={side.currency} className={styles.side} aria-label={side.currency}>
                <Verdict side={side} />
                <Comparison side={side} />
              </section>
            ))
          )
        }
      </Loaded>
    </>
  );
}

function Verdict({ side }: { side: desktop.AsCJSide }) {
  const explained = side.rows.some((row) => row.key !== 'cj' && row.key !== 'members');
  if (!side.equal) {
    return (
      <Notice tone="bad" title={`A difference in ${side.currency} is not explained`}>
        <p>Open Reconciliation: it lists the sales one by one, and what to do about each.</p>
      </Notice>
    );
  }
  return (
    <p className={styles.equal}>
      {explained
        ? `Every difference in ${side.currency} is explained, to the cent.`
        : `Equal in ${side.currency}, to the cent.`}
    </p>
  );
}
