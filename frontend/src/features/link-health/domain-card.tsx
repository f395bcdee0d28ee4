import { Button } from '@mantine/core';

import { Loaded } from '../../components/loaded';
import { Status } from '../../components/status';
import { TableHead } from '../../components/table-head';
import { useLinkDomain } from '../../lib/api/link-health';
import styles from './link-health.module.css';

/** The name in every link: whether it leads to the relay, with a certificate, and what to do where not. */
export function DomainCard() {
  const domain = useLinkDomain();
  return (
    <section aria-label="Link domain">
      <TableHead title="Link domain" empty={false} />
      <div className={styles.domain}>
        <Loaded query={domain} lines={2}>
          {(view) => (
            <>
              <div className={styles.domainHead}>
                <span className="mono">{view.host}</span>
                {view.steps.length > 0 && (
                  <Button size="compact-sm" loading={domain.isFetching} onClick={() => void domain.refetch()}>
                    Look again
                  </Button>
                )}
              </div>
              {view.note && <p className="dim">{view.note}</p>}
              <ul className={styles.steps}>
                {view.steps.map((step) => (
                  <li key={step.key}>
                    <Status of={`domain:${step.state}`} />
                    <strong>{step.title}</strong>
                    <span className={styles.hop}>
                      {step.says} {step.hint}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Loaded>
      </div>
    </section>
  );
}
