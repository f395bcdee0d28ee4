import { Button, VisuallyHidden } from '@mantine/core';

import { type Column, DataTable } from '../../../components/data-table';
import { NamedCell } from '../../../components/named-cell';
import { useWorkspace } from '../../../lib/api/workspace';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';

interface DeviceTableProps {
  devices: desktop.DeviceView[];
  onRemove: (id: string) => void;
}

/** Devices of the workspace; those that were removed stay in the list. */
export function DeviceTable({ devices, onRemove }: DeviceTableProps) {
  const format = useFormat();
  const now = useWorkspace().data?.now ?? '';
  const columns: Column<desktop.DeviceView>[] = [
    {
      key: 'name',
      head: 'Name',
      cell: (row) => <NamedCell name={row.name} />,
      compare: (a, b) => a.name.localeCompare(b.name),
    },
    {
      key: 'added',
      head: 'Added',
      cell: (row) => <span className="num">{format.date(row.createdAt)}</span>,
      compare: (a, b) => a.createdAt.localeCompare(b.createdAt),
    },
    {
      key: 'seen',
      head: 'Last seen',
      cell: (row) => (
        <span className="num">{row.lastSeenAt ? format.hoursAgo(row.lastSeenAt, now) : 'never'}</span>
      ),
      compare: (a, b) => a.lastSeenAt.localeCompare(b.lastSeenAt),
    },
    {
      key: 'do',
      head: <VisuallyHidden>Access</VisuallyHidden>,
      numeric: true,
      cell: (row) => <RowAction device={row} onRemove={onRemove} />,
    },
  ];
  return (
    <DataTable
      label="Devices"
      columns={columns}
      rows={[...devices].sort((a, b) => Number(a.revoked) - Number(b.revoked))}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      flush
    />
  );
}

function RowAction({ device, onRemove }: { device: desktop.DeviceView; onRemove: (id: string) => void }) {
  if (device.revoked) return <span className="dim">Removed</span>;
  if (device.this) return <span className="dim">This device</span>;
  return (
    <Button size="compact-xs" aria-label={`Remove ${device.name}`} onClick={() => onRemove(device.id)}>
      Remove
    </Button>
  );
}
