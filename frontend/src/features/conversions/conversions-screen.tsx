import { Button, Group } from '@mantine/core';

import { Chips } from '../../components/chips';
import { Empty } from '../../components/empty';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { PeriodControl } from '../../components/period-control';
import { RowFilter } from '../../components/row-filter';
import { TableTools } from '../../components/table-tools';
import { useConversions } from '../../lib/api/conversions';
import { useMembers } from '../../lib/api/members';
import { useOffers } from '../../lib/api/offers';
import { useWorkspace } from '../../lib/api/workspace';
import { useChosen } from '../../lib/chosen';
import { useParameters } from '../../lib/location';
import { dayIn, isPeriodName, periodOf } from '../../lib/period';
import { useTableView } from '../../lib/table-view';
import { useFormat } from '../../lib/use-format';
import { useConversionColumns } from './conversion-columns';
import { ConversionPanel } from './conversion-panel';
import { ConversionTable } from './conversion-table';
import { DecideBar } from './decide-bar';
import { PostbackCallsPanel } from './postback-calls-panel';
import { StartTestPurchase } from './start-test-purchase';
import { StatusesPanel } from './statuses-panel';

const statuses = [
  { value: '', label: 'All' },
  { value: 'pending', label: 'Pending' },
  { value: 'approved', label: 'Approved' },
  { value: 'on_hold', label: 'On hold' },
  { value: 'unresolved', label: 'Unresolved' },
  { value: 'rejected', label: 'Rejected' },
  { value: 'reversed', label: 'Reversed' },
] as const;

/** Every sale with our status and CJ's side by side, and the decisions about it. */
export function ConversionsScreen() {
  const workspace = useWorkspace().data;
  const format = useFormat();
  const [parameters, change] = useParameters();

  const named = parameters.get('period');
  const name = isPeriodName(named) ? named : 'all-time';
  const filter = {
    status: parameters.get('status') ?? '',
    memberId: parameters.get('member') ?? '',
    offerId: parameters.get('offer') ?? '',
    period: workspace ? periodOf(name, dayIn(format.timeZone, workspace.now)) : { from: '', to: '' },
  };
  const view = useTableView({ table: 'conversions', filters: ['status', 'member', 'offer', 'period'] });
  const conversions = useConversions({
    ...filter,
    sort: view.sort?.key ?? '',
    descending: view.sort?.descending ?? false,
  });
  const columns = useConversionColumns(conversions.data?.loaded ?? []);
  const [chosen, onChange] = useChosen({ ...filter, sort: view.sort });
  const selection = { chosen, onChange };
  const open = parameters.get('open') ?? undefined;

  const narrowed = filter.status + filter.memberId + filter.offerId !== '' || name !== 'all-time';
  const showAll = () => change({ status: undefined, member: undefined, offer: undefined, period: undefined });

  const panel = () => {
    if (open) return <ConversionPanel key={open} id={open} onClose={() => change({ open: undefined })} />;
    if (parameters.has('statuses')) return <StatusesPanel onClose={() => change({ statuses: undefined })} />;
    if (parameters.has('calls')) return <PostbackCallsPanel onClose={() => change({ calls: undefined })} />;
  };
  return (
    <Page
      title="Conversions"
      asOf={
        workspace &&
        `CJ as of ${workspace.sync.cjAsOf ? format.time(workspace.sync.cjAsOf, workspace.now) : '–'}. A postback reports a sale; CJ’s row decides.`
      }
      filters={
        <>
          <Chips
            label="Status"
            options={statuses}
            value={filter.status as (typeof statuses)[number]['value']}
            onChange={(value) => change({ status: value || undefined })}
          />
          <Group gap={8}>
            <Filters filter={filter} change={change} />
            <PeriodControl value={name} onChange={(value) => change({ period: value })} />
            <TableTools view={view} columns={columns} />
          </Group>
        </>
      }
      actions={
        <>
          <Button onClick={() => change({ statuses: '1', calls: undefined, open: undefined })}>
            What the statuses mean
          </Button>
          <Button onClick={() => change({ calls: '1', statuses: undefined, open: undefined })}>
            Postback calls
          </Button>
        </>
      }
      panel={panel()}
      bulk={conversions.data && <DecideBar list={conversions.data} filter={filter} selection={selection} />}
    >
      <Loaded query={conversions}>
        {(list) =>
          list.total === 0 && narrowed ? (
            <Empty action={<Button onClick={showAll}>Show all</Button>}>None match these filters.</Empty>
          ) : list.total === 0 ? (
            <Empty action={<StartTestPurchase />}>
              No conversion here. A test purchase shows whether sales are tracked.
            </Empty>
          ) : (
            <ConversionTable
              list={list}
              columns={columns}
              view={view}
              openId={open}
              onOpen={(id) => change({ open: id, calls: undefined, statuses: undefined })}
              selection={selection}
            />
          )
        }
      </Loaded>
    </Page>
  );
}

interface FiltersProps {
  filter: { memberId: string; offerId: string };
  change: (changes: Record<string, string | undefined>) => void;
}

function Filters({ filter, change }: FiltersProps) {
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
        onChange={(member) => change({ member })}
      />
      <RowFilter
        label="Offer"
        all="All offers"
        w={160}
        rows={offers}
        value={filter.offerId}
        onChange={(offer) => change({ offer })}
      />
    </>
  );
}
