import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useLocation } from 'wouter';

import { Empty } from '../../components/empty';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { useLinkHealth, useStartSweep, useSweepSeen } from '../../lib/api/link-health';
import { useParameters } from '../../lib/location';
import type { desktop } from '../../wailsjs/go/models';
import { DestinationPanel } from './destination-panel';
import { DestinationTable } from './destination-table';
import { DomainCard } from './domain-card';
import { EarlierSweeps } from './earlier-sweeps';
import { FindingPanel } from './finding-panel';
import { Findings } from './findings';
import styles from './link-health.module.css';
import { SweepHead } from './sweep-head';
import { SweepSchedule } from './sweep-schedule';

/** Checks every member link, and each page that they lead to once in each kind of browser. */
export function LinkHealthScreen() {
  const [parameters, change] = useParameters();
  const health = useLinkHealth(parameters.get('sweep') ?? '');
  const start = useStartSweep();
  const [, go] = useLocation();
  const sweep = health.data?.sweep;
  useSweepSeen(sweep);
  const begin = (walks: boolean) =>
    start.mutate(walks, {
      onSuccess: () => change({ sweep: undefined, page: undefined, finding: undefined }),
    });
  const running = sweep?.state === 'running';
  const page = sweep?.destinations.find((destination) => destination.id === parameters.get('page'));
  const finding = sweep?.findings.find((one) => one.id === parameters.get('finding'));
  const open = (what: { page?: string; finding?: string }) =>
    change({ page: undefined, finding: undefined, ...what });

  return (
    <Page
      title="Link health"
      asOf="Asks the relay about every member link, and opens each page that they lead to once in each kind of browser."
      actions={
        health.data &&
        health.data.links > 0 && <StartButton busy={running || start.isPending} onStart={begin} />
      }
      panel={
        (page && sweep && <DestinationPanel sweepId={sweep.id} page={page} onClose={() => open({})} />) ||
        (finding && (
          <FindingPanel finding={finding} onClose={() => open({})} onPage={(id) => open({ page: id })} />
        ))
      }
    >
      <Loaded query={health}>
        {(view) =>
          view.links === 0 ? (
            <Empty
              action={
                <Button variant="filled" onClick={() => go('/links')}>
                  Go to Links
                </Button>
              }
            >
              There are no member links yet.
            </Empty>
          ) : (
            <div className={styles.parts}>
              {view.sweep.id ? (
                <Sweep view={view} onOpen={open} openPage={page?.id} openFinding={finding?.id} />
              ) : (
                <Empty>
                  No sweep yet. Check all links to see whether each one leads shoppers to its page.
                </Empty>
              )}
              <DomainCard />
              <SweepSchedule schedule={view.schedule} nextAt={view.nextAt} />
              <EarlierSweeps
                sweeps={view.sweeps}
                shownId={view.sweep.id}
                onOpen={(id) => change({ sweep: id, page: undefined, finding: undefined })}
              />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

interface SweepProps {
  view: desktop.LinkHealthView;
  openPage: string | undefined;
  openFinding: string | undefined;
  onOpen: (what: { page?: string; finding?: string }) => void;
}

function Sweep({ view, openPage, openFinding, onOpen }: SweepProps) {
  const { sweep } = view;
  return (
    <>
      <SweepHead sweep={sweep} />
      <Findings sweep={sweep} openId={openFinding} onOpen={(id) => onOpen({ finding: id })} />
      {sweep.walks && sweep.destinations.length > 0 && (
        <DestinationTable
          destinations={sweep.destinations}
          browsers={view.browsers}
          openId={openPage}
          onOpen={(id) => onOpen({ page: id })}
        />
      )}
    </>
  );
}

function StartButton({ busy, onStart }: { busy: boolean; onStart: (walks: boolean) => void }) {
  return (
    <Button.Group>
      <Button variant="filled" disabled={busy} onClick={() => onStart(true)}>
        {busy ? 'Checking…' : 'Check all links'}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="filled" disabled={busy} px={6} aria-label="Other ways to check">
            <IconChevronDown size={14} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onStart(true)}>Ask the relay and open the pages</Menu.Item>
          <Menu.Item onClick={() => onStart(false)}>Ask the relay only, without a click at CJ</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
