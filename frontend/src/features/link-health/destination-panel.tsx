import { CopyField } from '../../components/copy-field';
import { Facts } from '../../components/facts';
import { Loaded } from '../../components/loaded';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { useHealthWalks } from '../../lib/api/link-health';
import { shortPage } from '../../lib/short-address';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './link-health.module.css';

interface DestinationPanelProps {
  sweepId: string;
  page: desktop.HealthDestination;
  onClose: () => void;
}

/** The way to a page, hop by hop, in each browser. */
export function DestinationPanel({ sweepId, page, onClose }: DestinationPanelProps) {
  const { count, dateTime } = useFormat();
  const walks = useHealthWalks(sweepId, page.id);
  return (
    <SidePanel title={shortPage(page.page)} onClose={onClose} wide>
      <Facts
        facts={[
          { label: 'Offers', value: page.offerNames.join(', ') },
          { label: 'Member links', value: count(page.links) },
        ]}
      />
      <p className="dim">
        Walked with a click id that is marked as nobody’s: it earns nothing, and the relay refuses sales by
        it.
      </p>
      <CopyField text={page.url} label={page.url} copyLabel="Copy the address that was walked" />
      <Loaded query={walks}>
        {(list) =>
          list.length === 0 ? (
            <p className="dim">Not opened yet.</p>
          ) : (
            list.map((walk) => (
              <Section key={walk.browser} title={walk.name} aside={dateTime(walk.at)}>
                {walk.found.map((found) => (
                  <p key={found.label} className={styles.problem}>
                    <strong>{found.label}.</strong> {found.value}
                  </p>
                ))}
                <Facts
                  dense
                  facts={walk.hops.map((hop) => ({
                    label: hop.label,
                    value: <span className={`mono ${styles.hop}`}>{hop.value}</span>,
                  }))}
                />
              </Section>
            ))
          )
        }
      </Loaded>
    </SidePanel>
  );
}
