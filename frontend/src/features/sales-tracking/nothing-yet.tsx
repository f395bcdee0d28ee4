import { Button } from '@mantine/core';
import { useLocation } from 'wouter';

import { Empty } from '../../components/empty';
import { useMembers } from '../../lib/api/members';
import { useOffers } from '../../lib/api/offers';
import { useLoadSample } from '../../lib/api/practice';
import { useSetup } from '../../lib/api/setup';
import { useWorkspace } from '../../lib/api/workspace';
import { useParameters } from '../../lib/location';

/** A report without rows: the wrong period, or a programme that has not begun. */
export function NothingYet({ wholeTime }: { wholeTime: boolean }) {
  const offers = useOffers().data;
  const members = useMembers().data;
  const begun = (offers?.length ?? 0) > 0;
  const empty = offers?.length === 0 && members?.length === 0; // the sample would replace what there is
  const setup = useSetup().data;
  const practice = useWorkspace().data?.profile.kind === 'practice';
  const sample = useLoadSample();
  const [, change] = useParameters();
  const [, go] = useLocation();
  if (begun && !wholeTime) {
    return (
      <Empty action={<Button onClick={() => change({ period: 'all-time' })}>Show all time</Button>}>
        No member had a click or a sale in this period.
      </Empty>
    );
  }
  const loadSample = practice && empty && (
    <Button variant="subtle" loading={sample.isPending} onClick={() => sample.mutate(undefined)}>
      or load the sample programme
    </Button>
  );
  if (setup && !setup.hidden && !setup.passed) return loadSample; // its steps say what to do
  if (offers?.some((offer) => offer.links > 0)) return <Empty>No clicks yet.</Empty>;
  if (begun) {
    return (
      <Empty
        action={
          <Button variant="filled" onClick={() => go('/links?generate=1')}>
            Generate links
          </Button>
        }
      >
        Clicks and sales of your members appear here once they have links.
      </Empty>
    );
  }
  return (
    <Empty
      action={
        <>
          <Button variant="filled" onClick={() => go('/offers?add=1')}>
            Add Link Tracking Offer
          </Button>
          {loadSample}
        </>
      }
    >
      Clicks and sales of your members appear here once an offer has links.
    </Empty>
  );
}
