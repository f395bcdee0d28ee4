import { Button, Select } from '@mantine/core';

import { Empty } from '../../components/empty';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { PeriodControl } from '../../components/period-control';
import { useAdjustments, useStatement } from '../../lib/api/books';
import { useMembers } from '../../lib/api/members';
import { usePrint, useWorkspace } from '../../lib/api/workspace';
import { useParameters } from '../../lib/location';
import { isPeriodName, periodIn } from '../../lib/period';
import { useFormat } from '../../lib/use-format';
import { AdjustPanel } from './adjust-panel';
import { AdjustmentPanel } from './adjustment-panel';
import { AdjustmentTable } from './adjustment-table';
import { AllStatementsPanel } from './all-statements-panel';
import { ExportStatement } from './export-statement';
import { StatementSheet } from './statement-sheet';
import { StatementTable } from './statement-table';

/** A member's account: what was earned and paid in a period, what is owed, and why. */
export function StatementScreen() {
  const workspace = useWorkspace().data;
  const members = useMembers().data ?? [];
  const format = useFormat();
  const [parameters, change] = useParameters();
  const adjustments = useAdjustments('').data ?? [];
  const adjustment = adjustments.find((row) => row.id === parameters.get('adjustment'));
  const memberId = parameters.get('member') ?? adjustment?.memberId ?? '';
  const named = parameters.get('period');
  const name = isPeriodName(named) ? named : 'this-month';
  const period = periodIn(name, workspace);
  const statement = useStatement(memberId, period);
  const print = usePrint();
  const who = members.find((member) => member.id === memberId)?.name ?? statement.data?.memberName;
  const close = () => change({ adjustment: undefined, do: undefined });

  const panel = () => {
    if (parameters.get('do') === 'all') return <AllStatementsPanel period={period} onClose={close} />;
    if (parameters.get('do') === 'adjust' && memberId) {
      return <AdjustPanel key={memberId} memberId={memberId} memberName={who ?? ''} onClose={close} />;
    }
    if (adjustment) {
      return <AdjustmentPanel key={adjustment.id} adjustment={adjustment} onClose={close} />;
    }
  };
  return (
    <Page
      title={who ? `Statement of ${who}` : 'Statement'}
      asOf={statement.data && `Relay as of ${format.time(statement.data.asOf, workspace?.now ?? '')}`}
      actions={
        <>
          <ExportStatement
            memberId={memberId}
            period={period}
            onAll={() => change({ do: 'all', adjustment: undefined })}
          />
          {memberId && (
            <>
              <Button
                loading={print.isPending}
                disabled={!statement.data}
                onClick={() => print.mutate(undefined)}
              >
                Print
              </Button>
              <Button
                variant="filled"
                onClick={() => change({ do: 'adjust', adjustment: undefined, member: memberId })}
              >
                Bonus or correction
              </Button>
            </>
          )}
        </>
      }
      filters={
        <>
          <PeriodControl value={name} onChange={(value) => change({ period: value })} />
          <Select
            aria-label="Member"
            placeholder="Choose a member"
            searchable
            w={208}
            data={members.map((member) => ({ value: member.id, label: member.name }))}
            value={memberId || null}
            onChange={(value) =>
              value && change({ member: value, adjustment: undefined, do: undefined, row: undefined })
            }
          />
        </>
      }
      panel={panel()}
    >
      {memberId ? (
        <Loaded query={statement}>
          {(data) => (
            <>
              {data.currencies.length === 0 && <Empty>Nothing was earned or paid in this period.</Empty>}
              {data.currencies.map((currency) => (
                <StatementTable key={currency.currency} statement={currency} />
              ))}
              <AdjustmentTable
                rows={adjustments.filter((row) => row.memberId === memberId && row.kind !== 'conversion')}
                openId={adjustment?.id}
                onOpen={(id) => change({ adjustment: id, member: memberId, do: undefined })}
              />
              <StatementSheet statement={data} />
            </>
          )}
        </Loaded>
      ) : (
        <Empty>Choose a member to see what they earned, what they were paid, and what you owe them.</Empty>
      )}
    </Page>
  );
}
