import { Button, Menu } from '@mantine/core';
import { Link, useLocation } from 'wouter';

import { Loaded } from '../../components/loaded';
import { NotSynced } from '../../components/marks';
import { Section } from '../../components/section';
import { Status } from '../../components/status';
import { useMemberOverrides } from '../../lib/api/members';
import { useOffers } from '../../lib/api/offers';
import { useFormat } from '../../lib/use-format';
import styles from './member-detail.module.css';

/** The payout rules that are a member's alone, and the way to add one. */
export function MemberOverrides({ memberId }: { memberId: string }) {
  const query = useMemberOverrides(memberId);
  const { day } = useFormat();
  return (
    <Section title="Payout overrides" aside={<AddOverride memberId={memberId} />}>
      <Loaded query={query} lines={1}>
        {(rules) =>
          rules.length === 0 ? (
            <span className="dim">None: the payout rules of the group or the offer pay.</span>
          ) : (
            <ul className={styles.rules}>
              {rules.map((rule) => (
                <li key={rule.ruleId}>
                  <Link href={`${rulesOf(rule.offerId)}&open=${encodeURIComponent(rule.ruleId)}`}>
                    {rule.offerName}
                  </Link>{' '}
                  <NotSynced synced={rule.synced} compact />
                  <div>
                    {rule.words}
                    {rule.when.length > 0 && <span className="dim"> · {rule.when.join(' · ')}</span>}
                  </div>
                  {rule.state === 'scheduled' && (
                    <div>
                      <Status of="rule:scheduled" /> from {day(rule.from)}
                    </div>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

function AddOverride({ memberId }: { memberId: string }) {
  const offers = useOffers().data?.filter((offer) => offer.status !== 'archived') ?? [];
  const [, go] = useLocation();
  if (offers.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" size="compact-xs">
          Add payout rule
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={260} className={styles.offers}>
        <Menu.Label>On which offer?</Menu.Label>
        {offers.map(({ id, name }) => (
          <Menu.Item
            key={id}
            onClick={() => go(`${rulesOf(id)}&add=1&member=${encodeURIComponent(memberId)}`)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const rulesOf = (offerId: string) => `/offers/payout-rules?offer=${encodeURIComponent(offerId)}`;
