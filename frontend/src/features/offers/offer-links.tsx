import { CopyButton } from '../../components/copy-button';
import { Loaded } from '../../components/loaded';
import { NotSynced, TestMark } from '../../components/marks';
import { Section } from '../../components/section';
import { useLinks } from '../../lib/api/links';
import { shortAddress } from '../../lib/short-address';
import styles from './offer-links.module.css';

/** The member links of an offer, to copy from. */
export function OfferLinks({ offerId }: { offerId: string }) {
  const links = useLinks({ offerId, memberId: '' });
  return (
    <Section title={links.data ? `Links (${links.data.length})` : 'Links'}>
      <Loaded query={links} lines={2}>
        {(rows) =>
          rows.length === 0 ? (
            <span className="dim">No member has a link for this offer yet.</span>
          ) : (
            <ul className={styles.links}>
              {rows.map((link) => (
                <li key={link.id}>
                  <span className={styles.member}>{link.memberName}</span>
                  <TestMark test={link.test} />
                  <NotSynced synced={link.synced} text="goes live on sync" />
                  <code className={`mono ${styles.url}`}>{shortAddress(link.url)}</code>
                  <CopyButton text={link.url} label={`Copy link of ${link.memberName}`} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}
