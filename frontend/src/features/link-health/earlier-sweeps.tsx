import { type Column, DataTable } from '../../components/data-table';
import { Status } from '../../components/status';
import { TableHead } from '../../components/table-head';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';

interface EarlierSweepsProps {
  sweeps: desktop.SweepRow[];
  shownId: string;
  onOpen: (id: string) => void;
}

/** All sweeps that are kept; nothing when there is but the one that is shown. */
export function EarlierSweeps({ sweeps, shownId, onOpen }: EarlierSweepsProps) {
  const { count, dateTime } = useFormat();
  if (sweeps.length <= 1) return null;
  const columns: Column<desktop.SweepRow>[] = [
    { key: 'at', head: 'Begun', cell: (row) => <span className="num">{dateTime(row.startedAt)}</span> },
    { key: 'state', head: 'Result', cell: (row) => <Status of={`sweep:${row.state}`} /> },
    { key: 'walks', head: 'Looked at', cell: (row) => (row.walks ? 'Relay and pages' : 'Relay') },
    { key: 'links', head: 'Links', numeric: true, cell: (row) => count(row.links) },
    { key: 'findings', head: 'Findings', numeric: true, cell: (row) => count(row.findings) },
    { key: 'new', head: 'New', numeric: true, cell: (row) => count(row.new) },
  ];
  return (
    <div>
      <TableHead title="All sweeps" empty={false} />
      <DataTable
        label="All sweeps"
        columns={columns}
        rows={sweeps}
        rowId={(row) => row.id}
        rowName={(row) => `Sweep of ${dateTime(row.startedAt)}`}
        openId={shownId}
        onOpen={(row) => onOpen(row.id)}
      />
    </div>
  );
}
