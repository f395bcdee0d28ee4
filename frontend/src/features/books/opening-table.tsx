import { Button, Group, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';

import { type Column, DataTable } from '../../components/data-table';
import { NotSynced } from '../../components/marks';
import { moneyColumn } from '../../components/money-column';
import { Status } from '../../components/status';
import { TableHead } from '../../components/table-head';
import { useCancelOpening } from '../../lib/api/books';
import { notifyProblem } from '../../lib/toast';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';

const places: Record<string, string> = { wallet: 'Balance to pay from', cj: 'Locked at CJ, not paid yet' };

/** The opening balances that were entered, and the way to take one back. */
export function OpeningTable({ rows }: { rows: desktop.OpeningRow[] }) {
  const format = useFormat();
  if (rows.length === 0) return null;
  const columns: Column<desktop.OpeningRow>[] = [
    {
      key: 'of',
      head: 'Of',
      cell: (row) => (
        <>
          {nameOf(row)} <NotSynced synced={row.synced} compact />
        </>
      ),
      compare: (a, b) => nameOf(a).localeCompare(nameOf(b)),
    },
    {
      key: 'day',
      head: 'Day',
      cell: (row) => <span className="num">{format.day(row.day)}</span>,
      compare: (a, b) => a.day.localeCompare(b.day),
    },
    { key: 'note', head: 'Note', wide: true, cell: (row) => row.note || <span className="dim">–</span> },
    {
      key: 'state',
      head: 'State',
      cell: (row) => <Status of={row.cancelled ? 'opening:cancelled' : 'opening:counts'} />,
    },
    moneyColumn({ key: 'amount', title: 'Amount', rows, amount: (row) => row.amount, format }),
    {
      key: 'cancel',
      head: <VisuallyHidden>Cancel</VisuallyHidden>,
      numeric: true,
      cell: (row) => (row.cancelled ? null : <Cancel row={row} />),
    },
  ];
  return (
    <>
      <TableHead title="In the books" empty={false} />
      <DataTable
        label="Opening balances"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => `Opening balance of ${nameOf(row)}`}
      />
    </>
  );
}

/** What an opening balance is of. */
function nameOf(row: desktop.OpeningRow): string {
  return places[row.of] ?? row.memberName;
}

/** Cancels at the second click. */
function Cancel({ row }: { row: desktop.OpeningRow }) {
  const cancel = useCancelOpening();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button
        size="compact-xs"
        aria-label={`Cancel opening balance of ${nameOf(row)}`}
        onClick={() => setAsking(true)}
      >
        Cancel
      </Button>
    );
  }
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      <Button
        size="compact-xs"
        variant="filled"
        color="red"
        autoFocus
        loading={cancel.isPending}
        onClick={() => cancel.mutate(row.id, { onError: (error) => notifyProblem(error) })}
      >
        Take it back
      </Button>
      <Button size="compact-xs" onClick={() => setAsking(false)}>
        Keep
      </Button>
    </Group>
  );
}
