import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';

import { Empty } from '../../components/empty';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { useCheck, useChecks, useRunCheck, useSeen } from '../../lib/api/checks';
import { useOffers } from '../../lib/api/offers';
import { useParameters } from '../../lib/location';
import { CheckSteps } from './check-steps';
import { EarlierChecks } from './earlier-checks';

const page = 20;

/** Walks the whole chain as a shopper would, and shows each step with its evidence. */
export function TestPurchaseScreen() {
  const offers = useOffers();
  const [limit, setLimit] = useState(page);
  const run = useRunCheck();
  const [parameters, change] = useParameters();
  const [picked, setPicked] = useState<string | null>(null);
  const [, go] = useLocation();

  const active = (offers.data ?? []).filter((offer) => offer.status === 'active' && offer.type !== 'code');
  const offerId = picked ?? parameters.get('offer') ?? active[0]?.id;
  const checks = useChecks('', limit);
  const shownId = parameters.get('open') ?? checks.data?.rows[0]?.id;
  const shown = useCheck(shownId);
  useSeen(shown.data);
  const running =
    run.isPending ||
    (checks.data?.rows ?? []).some((row) => row.state === 'running' && row.offerId === offerId);
  const start = () => {
    if (offerId) run.mutate(offerId, { onSuccess: (check) => change({ open: check.id }) });
  };

  return (
    <Page
      title="Test purchase"
      asOf="Follows a test link from the click to the sale in your report. Test traffic stays out of figures and payments."
      filters={
        active.length > 0 && (
          <>
            <Select
              aria-label="Offer"
              w={264}
              allowDeselect={false}
              data={active.map((offer) => ({ value: offer.id, label: offer.name }))}
              value={offerId ?? null}
              onChange={setPicked}
            />
            <Button variant="filled" disabled={running || !offerId} onClick={start}>
              {running ? 'Running the check…' : 'Run test purchase check'}
            </Button>
          </>
        )
      }
    >
      {offers.data && active.length === 0 && !shownId ? (
        <Empty
          action={
            <Button variant="filled" onClick={() => go('/offers?add=1')}>
              Add Link Tracking Offer
            </Button>
          }
        >
          A test purchase needs an active offer.
        </Empty>
      ) : shownId ? (
        <>
          <Loaded query={shown}>{(check) => <CheckSteps key={check.id} check={check} />}</Loaded>
          {checks.data && (
            <EarlierChecks
              list={checks.data}
              shownId={shownId}
              onOpen={(id) => change({ open: id })}
              onMore={() => setLimit(limit + 5 * page)}
            />
          )}
        </>
      ) : (
        <Loaded query={checks}>
          {() => <Empty>Run the check once before the first member shares a link.</Empty>}
        </Loaded>
      )}
    </Page>
  );
}
