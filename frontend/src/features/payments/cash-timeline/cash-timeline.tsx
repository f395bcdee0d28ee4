import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';

import { Empty } from '../../../components/empty';
import { Loaded } from '../../../components/loaded';
import { PeriodControl } from '../../../components/period-control';
import { RowFilter } from '../../../components/row-filter';
import { useTimeline } from '../../../lib/api/cash';
import { useMembers } from '../../../lib/api/members';
import { useOffers } from '../../../lib/api/offers';
import { useWorkspace } from '../../../lib/api/workspace';
import { type Parameters, useParameters } from '../../../lib/location';
import { isPeriodName, periodIn } from '../../../lib/period';
import styles from './cash-timeline.module.css';
import { Forecast } from './forecast';
import { Stages } from './stages';
import { TimelineTable } from './timeline-table';

const pageRows = 200;
const mostRows = 1000;

/** Each sale on its four clocks, and what paying everybody now would cost. */
export function CashTimeline() {
  const workspace = useWorkspace().data;
  const [parameters, change] = useParameters();
  const [limit, setLimit] = useState(pageRows);
  const [, go] = useLocation();

  const named = parameters.get('period');
  const name = isPeriodName(named) ? named : 'all-time';
  const filter = {
    memberId: parameters.get('member') ?? '',
    offerId: parameters.get('offer') ?? '',
    stage: parameters.get('stage') ?? '',
    period: periodIn(name, workspace),
    offset: 0,
    limit,
  };
  const timeline = useTimeline(filter);
  const narrow = (changes: Parameters) => {
    setLimit(pageRows);
    change(changes);
  };
  const narrowed = filter.stage + filter.memberId + filter.offerId !== '' || name !== 'all-time';
  const showAll = () => narrow({ stage: undefined, member: undefined, offer: undefined, period: undefined });

  return (
    <>
      <Forecast />
      <div className={styles.filters}>
        <Stages
          stages={timeline.data?.stages ?? []}
          value={filter.stage}
          onChange={(stage) => narrow({ stage: stage || undefined })}
        />
        <Group gap={8}>
          <Filters filter={filter} narrow={narrow} />
          <PeriodControl value={name} onChange={(period) => narrow({ period })} />
        </Group>
      </div>
      <Loaded query={timeline}>
        {(page) =>
          page.rows.length === 0 && narrowed ? (
            <Empty action={<Button onClick={showAll}>Show all</Button>}>None match these filters.</Empty>
          ) : page.rows.length === 0 ? (
            <Empty>No sale yet. Each sale stands here from its day until the member is paid.</Empty>
          ) : (
            <TimelineTable
              page={page}
              onOpen={(id) => go(`/conversions?open=${encodeURIComponent(id)}`)}
              onMore={
                limit < mostRows && page.rows.length < page.total
                  ? () => setLimit(Math.min(limit + pageRows, mostRows))
                  : undefined
              }
            />
          )
        }
      </Loaded>
    </>
  );
}

interface FiltersProps {
  filter: { memberId: string; offerId: string };
  narrow: (changes: Parameters) => void;
}

function Filters({ filter, narrow }: FiltersProps) {
  const members = useMembers().data ?? [];
  const offers = useOffers().data ?? [];
  return (
    <>
      <RowFilter
        label="Member"
        all="All members"
        searchable
        w={160}
        rows={members}
        value={filter.memberId}
        onChange={(member) => narrow({ member })}
      />
      <RowFilter
        label="Offer"
        all="All offers"
        w={160}
        rows={offers}
        value={filter.offerId}
        onChange={(offer) => narrow({ offer })}
      />
    </>
  );
}
