import { Button, Group } from '@mantine/core';

import { Chips } from '../../components/chips';
import { Empty } from '../../components/empty';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { PeriodPicker } from '../../components/period-picker';
import { TableTools } from '../../components/table-tools';
import { useConversionSums, useConversions } from '../../lib/api/conversions';
import { useWorkspace } from '../../lib/api/workspace';
import { useChosen } from '../../lib/chosen';
import { conversionCut } from '../../lib/conversions-path';
import { useParameters } from '../../lib/location';
import { daysOf, periodText, readPeriod } from '../../lib/period';
import { useTableView } from '../../lib/table-view';
import { useFormat } from '../../lib/use-format';
import { useConversionColumns } from './conversion-columns';
import { ConversionFilters, NarrowedTo } from './conversion-filters';
import { ConversionPanel } from './conversion-panel';
import { ConversionTable } from './conversion-table';
import { DecideBar } from './decide-bar';
import { PostbackCallsPanel } from './postback-calls-panel';
import { StartTestPurchase } from './start-test-purchase';
import { StatusesPanel } from './statuses-panel';
import { Totals } from './totals';

const statuses = [
  { value: '', label: 'All' },
  { value: 'pending,approved,on_hold', label: 'Counted' },
  { value: 'pending', label: 'Pending' },
  { value: 'approved', label: 'Approved' },
  { value: 'on_hold', label: 'On hold' },
  { value: 'unresolved', label: 'Unresolved' },
  { value: 'rejected', label: 'Rejected' },
  { value: 'reversed', label: 'Reversed' },
] as const;

/** The search parameters that narrow the list. */
const filters = [
  'status',
  'member',
  'offer',
  'link',
  'currency',
  'corrected',
  'tests',
  'where',
  'period',
] as const;

/** Every sale with our status and CJ's side by side, and the decisions about it. */
export function ConversionsScreen() {
  const workspace = useWorkspace().data;
  const format = useFormat();
  const [parameters, change] = useParameters();

  const asked = readPeriod(parameters.get('period')) ?? 'all-time';
  const filter = { ...conversionCut(parameters), period: daysOf(asked, workspace) };
  const view = useTableView({ table: 'conversions', filters });
  const conversions = useConversions({
    ...filter,
    sort: view.sort?.key ?? '',
    descending: view.sort?.descending ?? false,
  });
  const sums = useConversionSums(filter).data;
  const columns = useConversionColumns(conversions.data?.loaded ?? []);
  const [chosen, onChange] = useChosen({ ...filter, sort: view.sort });
  const selection = { chosen, onChange };
  const open = parameters.get('open') ?? undefined;

  const narrowed = filters.some((name) => parameters.has(name));
  const showAll = () => change(Object.fromEntries(filters.map((name) => [name, undefined])));

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
            <ConversionFilters filter={filter} change={change} />
            <PeriodPicker value={asked} onChange={(value) => change({ period: periodText(value) })} />
            <TableTools view={view} columns={columns} />
          </Group>
          <NarrowedTo filter={filter} sums={sums} change={change} />
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
            <>
              <Totals sums={sums} />
              <ConversionTable
                list={list}
                columns={columns}
                view={view}
                openId={open}
                onOpen={(id) => change({ open: id, calls: undefined, statuses: undefined })}
                selection={selection}
              />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
