import { Button } from '@mantine/core';
import { useMemo } from 'react';

import { Empty } from '../../components/empty';
import { Page } from '../../components/page';
import { PeriodControl } from '../../components/period-control';
import { Problem } from '../../components/problem';
import { RowFilter } from '../../components/row-filter';
import { useComparison, useReconciliationOptions } from '../../lib/api/reconciliation';
import { useWorkspace } from '../../lib/api/workspace';
import { useParameters } from '../../lib/location';
import { dayIn, isPeriodName, periodOf } from '../../lib/period';
import { AccountPanel } from './account-panel';
import { BucketChips, BucketTable } from './buckets';
import { CasePanel } from './case-panel';
import { Cases } from './cases';
import { Exports } from './exports';
import { OrdersPanel } from './orders-panel';
import { Progressing } from './progressing';
import { Sources, Stale } from './sources';
import { Ties } from './ties';
import { useCaseList } from './use-case-list';

/** CJ’s rows, what the relay was told, and the shop’s orders, side by side: what differs, and what to do about it. */
export function ReconciliationScreen() {
  const workspace = useWorkspace().data;
  const options = useReconciliationOptions().data;
  const [parameters, change] = useParameters();

  const named = parameters.get('period');
  const name = isPeriodName(named) ? named : 'last-month';
  const offerId = parameters.get('offer') ?? '';
  const today = workspace?.timeZone ? dayIn(workspace.timeZone, workspace.now) : '';
  const form = useMemo(
    () => (today ? { period: periodOf(name, today), offerId } : undefined),
    [name, today, offerId],
  );
  const { run, error, cancel, again } = useComparison(form);
  const bucket = run?.buckets.find(({ key }) => key === parameters.get('bucket'));
  const list = useCaseList(run?.state === 'done' ? run.id : '', bucket?.key ?? '');
  const at = list.rows.findIndex((row) => row.key === parameters.get('case'));
  const open = list.rows[at];
  const narrow = (changes: Parameters<typeof change>[0]) => change({ ...changes, case: undefined });
  const step = (by: 1 | -1): boolean => {
    const next = list.rows[at + by];
    if (next) change({ case: next.key, note: undefined });
    return next !== undefined;
  };

  const panel = () => {
    if (parameters.has('orders')) return <OrdersPanel onClose={() => change({ orders: undefined })} />;
    if (parameters.has('account') && options) {
      return <AccountPanel account={options.account} onClose={() => change({ account: undefined })} />;
    }
    if (open && bucket) {
      return (
        <CasePanel
          key={open.key}
          row={open}
          outcomes={list.outcomes}
          decision={list.decision}
          noting={parameters.has('note')}
          onStep={step}
          onDecided={() => {
            if (list.decided === 'no') step(1); // what is decided goes from this list
          }}
          onClose={() => change({ case: undefined })}
        />
      );
    }
  };
  return (
    <Page
      title="Reconciliation"
      asOf="Every sale as CJ, the relay and the shop have it. What differs waits here for your word."
      actions={
        <>
          <Button onClick={() => change({ orders: '1', account: undefined, case: undefined })}>
            The shop’s orders
          </Button>
          {run?.state === 'done' && (
            <Exports
              run={run}
              onAccount={() => change({ account: '1', orders: undefined, case: undefined })}
            />
          )}
          <Button variant="filled" disabled={!form || run?.state === 'running'} onClick={again}>
            Compare again
          </Button>
        </>
      }
      filters={
        <>
          <PeriodControl value={name} onChange={(value) => narrow({ period: value })} />
          <RowFilter
            label="Offer"
            all="All offers"
            w={180}
            rows={(options?.offers ?? []).map(({ value, label }) => ({ id: value, name: label }))}
            value={offerId}
            onChange={(offer) => narrow({ offer })}
          />
        </>
      }
      panel={panel()}
    >
      {error || run?.state === 'failed' ? (
        <Problem error={error ?? new Error(run?.error)} onRetry={again} />
      ) : run?.state !== 'done' ? (
        <Progressing run={run} onCancel={cancel} onAgain={again} />
      ) : (
        <>
          {run.stale && <Stale onAgain={again} />}
          {bucket ? (
            <>
              <BucketChips
                buckets={run.buckets}
                value={bucket.key}
                onChange={(key) => narrow({ bucket: key || undefined })}
              />
              <Cases
                key={`${run.id}/${bucket.key}`}
                bucket={bucket}
                list={list}
                openKey={open?.key}
                onOpen={(key, noting) =>
                  change({ case: key, note: noting ? '1' : undefined, orders: undefined, account: undefined })
                }
              />
            </>
          ) : run.sources.every(({ rows }) => rows === 0) ? (
            <Empty
              action={
                name === 'all-time' ? (
                  <Button onClick={() => change({ orders: '1' })}>Read in the shop’s orders</Button>
                ) : (
                  <Button onClick={() => narrow({ period: 'all-time' })}>Show all time</Button>
                )
              }
            >
              No sale in these days. Sales come from CJ’s list, from the postbacks that the relay takes, and
              from a file of the shop’s orders.
            </Empty>
          ) : (
            <>
              <Sources run={run} onOrders={() => change({ orders: '1' })} />
              <BucketTable buckets={run.buckets} onOpen={(key) => narrow({ bucket: key })} />
              <Ties ties={run.ties} />
            </>
          )}
        </>
      )}
    </Page>
  );
}
