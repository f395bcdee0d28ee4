import { Button, Group, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';

import { AddOffer } from '../../components/add-offer';
import { Adjustments } from '../../components/adjustments';
import { AsOfPicker, PastBanner } from '../../components/as-of';
import { Chips } from '../../components/chips';
import { ExportMenu } from '../../components/export-menu';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { PeriodPicker } from '../../components/period-picker';
import { useHome } from '../../lib/api/home';
import { useSalesTracking } from '../../lib/api/reports';
import { useWorkspace } from '../../lib/api/workspace';
import { useParameters } from '../../lib/location';
import { daysOf, isDay, periodText, readPeriod } from '../../lib/period';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { Alerts } from './alerts';
import { Crumbs } from './crumbs';
import { Kpis } from './kpis';
import { filtersOf, levelOf, levelsOf, questionOf } from './level';
import { LevelTable } from './level-table';
import { MemberTable } from './member-table';
import { NothingYet } from './nothing-yet';
import styles from './sales-tracking-screen.module.css';
import { Checklist } from './setup/checklist';

/** The home screen: the key figures, what needs attention, and the levels of the programme below. */
export function SalesTrackingScreen() {
  const workspace = useWorkspace().data;
  const [parameters, change] = useParameters();
  const [currency, setCurrency] = useState<string>();
  const [, go] = useLocation();

  const asked = readPeriod(parameters.get('period')) ?? 'last-30-days';
  const period = workspace && daysOf(asked, workspace);
  const cut = { offer: parameters.get('offer') ?? '', member: parameters.get('member') ?? '' };
  const level = levelOf(parameters.get('by'), cut);
  const whole = cut.offer === '' && cut.member === '';
  const day = parameters.get('asof') ?? '';
  const asOf = isDay(day) ? day : '';
  const home = useHome(period && { period, basis: '', asOf, compare: '', where: filtersOf(cut) });
  const everybody = whole && level === 'member' && !asOf;
  const members = useSalesTracking(everybody ? period : undefined);
  const currencies = home.data?.currencies.map((one) => one.currency) ?? [];
  const shown = currency && currencies.includes(currency) ? currency : (currencies[0] ?? '');

  return (
    <Page
      title="Sales Tracking"
      asOf={home.data && workspace && <AsOf home={home.data} now={workspace.now} />}
      actions={
        <>
          <Button onClick={() => go('/payments')}>Payments Overview</Button>
          <AddOffer />
        </>
      }
      filters={
        <>
          <Crumbs cut={cut} change={change} />
          <PeriodPicker value={asked} onChange={(value) => change({ period: periodText(value) })} />
          <AsOfPicker value={asOf} onChange={(value) => change({ asof: value || undefined })} />
          {currencies.length > 1 && (
            <SegmentedControl
              aria-label="Currency"
              data={currencies}
              value={shown}
              onChange={setCurrency}
              ml="auto"
            />
          )}
          <PastBanner asOf={asOf} onNow={() => change({ asof: undefined })} />
        </>
      }
    >
      <Checklist folded={home.data !== undefined && !nothingHappened(home.data)} />
      <Alerts />
      <Loaded query={home}>
        {(data) => {
          const listed = { period: data.period, basis: '', asOf };
          if (whole && nothingHappened(data)) return <NothingYet wholeTime={asked === 'all-time'} />;
          return (
            <>
              <div className={styles.adjustments}>
                <Adjustments question={data.question} />
              </div>
              <Kpis home={data} currency={shown} />
              <Group px={24} pb={8} justify="space-between">
                <Chips
                  label="Level"
                  options={levelsOf(cut)}
                  value={level}
                  onChange={(value) => change({ by: value })}
                />
                {!everybody && (
                  <ExportMenu question={{ ...questionOf(level, cut, listed), currencies: [shown] }} />
                )}
              </Group>
              {everybody ? (
                <Members report={members} currency={shown} />
              ) : (
                <LevelTable level={level} cut={cut} asked={listed} currency={shown} />
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** All members, those who sold nothing, too. */
function Members({ report, currency }: { report: ReturnType<typeof useSalesTracking>; currency: string }) {
  return (
    <Loaded query={report}>
      {(data) => {
        const totals = data.totals.find((total) => total.currency === currency);
        const rows = data.rows.filter((row) => row.currency === currency);
        return totals && <MemberTable rows={rows} totals={totals} />;
      }}
    </Loaded>
  );
}

/** A period in which nothing moved; an open amount alone still is something to show. */
function nothingHappened({ currencies }: desktop.HomeView): boolean {
  return currencies.every(({ kpis }) =>
    kpis.every(
      ({ measure, cell }) =>
        measure.id === 'members' || cell.value.missing !== '' || Number(cell.value.text) === 0,
    ),
  );
}

function AsOf({ home, now }: { home: desktop.HomeView; now: string }) {
  const format = useFormat();
  const asOf = (time: string) => (time ? ` as of ${format.time(time, now)}` : ': not read yet');
  const compared =
    home.compared.from && `${format.day(home.compared.from)} – ${format.day(home.compared.to)}`;
  return (
    <>
      Clicks{asOf(home.relayAsOf)} · CJ{asOf(home.cjAsOf)} · days in {home.timeZone}
      {compared && ` · compared with ${compared}`}
    </>
  );
}
