import { Button } from '@mantine/core';
import { Link, useLocation } from 'wouter';

import { Facts } from '../../components/facts';
import { Loaded } from '../../components/loaded';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { Status } from '../../components/status';
import { useHealthLinks } from '../../lib/api/link-health';
import { shortAddress } from '../../lib/short-address';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './link-health.module.css';

interface FindingPanelProps {
  finding: desktop.HealthFinding;
  onClose: () => void;
  onPage: (id: string) => void;
}

/** A finding: what was seen, how it is mended, and whom it concerns. */
export function FindingPanel({ finding, onClose, onPage }: FindingPanelProps) {
  const { count } = useFormat();
  const [, go] = useLocation();
  const offerId = finding.offerIds[0];
  return (
    <SidePanel
      title={finding.title}
      mark={<Status of={finding.minor ? 'health:minor' : 'health:bad'} />}
      onClose={onClose}
      footer={
        <>
          {offerId && <Button onClick={() => go(`/offers?open=${offerId}`)}>Open the offer</Button>}
          {finding.destination && (
            <Button variant="filled" onClick={() => onPage(finding.destination)}>
              Show the way, hop by hop
            </Button>
          )}
        </>
      }
    >
      {finding.text && <p>{finding.text}</p>}
      <p className={styles.hint}>{finding.hint}</p>
      <Facts
        facts={[
          ...(finding.page
            ? [{ label: 'Page', value: <span className={styles.hop}>{finding.page}</span> }]
            : []),
          { label: 'Offers', value: finding.offerNames.join(', ') },
          { label: 'Member links', value: count(finding.links) },
          ...(finding.page
            ? [
                {
                  label: 'Browsers',
                  value: finding.browsers.length > 0 ? finding.browsers.join(', ') : 'All',
                },
              ]
            : []),
        ]}
      />
      {finding.linkIds.length > 0 && <FindingLinks finding={finding} />}
    </SidePanel>
  );
}

function FindingLinks({ finding }: { finding: desktop.HealthFinding }) {
  const { count } = useFormat();
  const links = useHealthLinks(finding.linkIds);
  return (
    <Section title="Links">
      <Loaded query={links}>
        {(rows) => (
          <>
            <ul className={styles.links}>
              {rows.map((row) => (
                <li key={row.id}>
                  <Link href={`/links?open=${row.id}`}>{row.memberName}</Link>
                  <span className="dim mono">{shortAddress(row.url)}</span>
                </li>
              ))}
            </ul>
            {finding.links > rows.length && (
              <p className="dim">and {count(finding.links - rows.length)} more</p>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
