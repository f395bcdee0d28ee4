import { Button } from '@mantine/core';
import { Link, useLocation } from 'wouter';

import { Loaded } from '../../components/loaded';
import { Section } from '../../components/section';
import { Status } from '../../components/status';
import { usePayoutRules } from '../../lib/api/rules';
import styles from './offer-payouts.module.css';

/** Who earns what on an offer, in the order in which the rules are asked. */
export function OfferPayouts({ offerId }: { offerId: string }) {
  const query = usePayoutRules(offerId);
  const [, go] = useLocation();
  const rules = `/offers/payout-rules?offer=${encodeURIComponent(offerId)}`;
  return (
    <Section
      title="Payouts"
      aside={
        <Button variant="subtle" size="compact-xs" onClick={() => go(rules)}>
          Payout rules
        </Button>
      }
    >
      <Loaded query={query} lines={2}>
        {(data) => (
          <ol className={styles.rules}>
            {data.rules
              .filter((rule) => rule.state !== 'ended')
              .map((rule) => (
                <li key={rule.id}>
                  <Link href={`${rules}&open=${encodeURIComponent(rule.id)}`}>
                    {rule.subjectName || 'Everybody'}
                  </Link>
                  <div>
                    {rule.words}
                    {rule.when.length > 0 && <span className="dim"> · {rule.when.join(' · ')}</span>}
                    {rule.state === 'scheduled' && (
                      <div>
                        <Status of="rule:scheduled" />
                      </div>
                    )}
                  </div>
                </li>
              ))}
          </ol>
        )}
      </Loaded>
      <p className={styles.order}>
        The first rule that a sale meets pays it: members’ own before groups’, groups’ before everybody’s.
      </p>
    </Section>
  );
}
