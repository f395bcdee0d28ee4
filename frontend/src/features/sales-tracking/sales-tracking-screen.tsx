import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';

import { AddOffer } from '../../components/add-offer';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { PeriodControl } from '../../components/period-control';
import { useSalesTracking } from '../../lib/api/reports';
import { useWorkspace } from '../../lib/api/workspace';
import { useParameters } from '../../lib/location';
import { isZero } from '../../lib/money';
import { dayIn, isPeriodName, periodOf } from '../../lib/period';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { Kpis } from './kpis';
import { MemberTable } from './member-table';
import { NothingYet } from './nothing-yet';
import { Checklist } from './setup/checklist';

/** The home screen: what each member brought and earned. */
export function SalesTrackingScreen() {
  const workspace = useWorkspace().data;
  const format = useFormat();
  const [parameters, change] = useParameters();
  const [currency, setCurrency] = useState<string>();
  const [, go] = useLocation();

  const named = parameters.get('period');
  // All time at first: what is due is then the same here and in Payments Overview.
  const name = isPeriodName(named) ? named : 'all-time';
  const period = workspace && periodOf(name, dayIn(format.timeZone, workspace.now));
  const report = useSalesTracking(period);
  const currencies = report.data?.totals.map((total) => total.currency) ?? [];
  const shown = currency && currencies.includes(currency) ? currency : (currencies[0] ?? '');

  return (
    <Page
      title="Sales Tracking"
      asOf={report.data && workspace && <AsOf report={report.data} now={workspace.now} />}
      actions={
        <>
          <Button onClick={() => go('/payments')}>Payments Overview</Button>
          <AddOffer />
        </>
      }
      filters={
        <>
          <PeriodControl value={name} onChange={(value) => change({ period: value })} />
          {currencies.length > 1 && (
            <SegmentedControl
              aria-label="Currency"
              data={currencies}
              value={shown}
              onChange={setCurrency}
              ml="auto"
            />
          )}
        </>
      }
    >
      <Checklist folded={(report.data?.rows.length ?? 0) > 0} />
      <Loaded query={report}>
        {(data) => {
          const totals = data.totals.find((total) => total.currency === shown);
          const rows = data.rows.filter((row) => row.currency === shown);
          if (!totals || rows.length === 0 || nothingHappened(totals))
            return <NothingYet wholeTime={name === 'all-time'} />;
          return (
            <>
              <Kpis totals={totals} />
              <MemberTable rows={rows} totals={totals} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** A period in which nothing moved; an open amount alone still is something to show. */
function nothingHappened(totals: desktop.SalesTotals): boolean {
  return totals.clicks === 0 && totals.conversions === 0 && isZero(totals.earned) && isZero(totals.due);
}

function AsOf({ report, now }: { report: desktop.SalesTracking; now: string }) {
  const format = useFormat();
  const asOf = (time: string) => (time ? ` as of ${format.time(time, now)}` : ': not read yet');
  return (
    <>
      Clicks{asOf(report.relayAsOf)} · CJ{asOf(report.cjAsOf)} · days in {report.timeZone}
    </>
  );
}
