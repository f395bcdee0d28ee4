import { type Column, DataTable } from '../../../components/data-table';
import { Term } from '../../../components/term';
import { useWorkspace } from '../../../lib/api/workspace';
import { useParameters } from '../../../lib/location';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import { reasonWords } from './backup-words';

/** The backups, newest first. */
export function BackupTable({ rows, onOpen }: { rows: desktop.BackupRow[]; onOpen: (id: string) => void }) {
  const format = useFormat();
  const now = useWorkspace().data?.now ?? '';
  const [parameters] = useParameters();
  const columns: Column<desktop.BackupRow>[] = [
    { key: 'at', head: 'Made', cell: (row) => <span className="num">{format.time(row.at, now)}</span> },
    { key: 'reason', head: 'Why', cell: (row) => reasonWords(row.reason) },
    {
      key: 'entry',
      head: (
        <Term explanation="The place in the log up to which the backup holds everything.">Up to entry</Term>
      ),
      numeric: true,
      cell: (row) => (row.entry === 0 ? 'empty workspace' : format.count(row.entry)),
    },
    { key: 'size', head: 'Size', numeric: true, cell: (row) => format.size(row.bytes) },
  ];
  return (
    <DataTable
      label="Backups"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowName={(row) => `Backup of ${format.dateTime(row.at)}`}
      openId={parameters.get('backup') ?? undefined}
      onOpen={(row) => onOpen(row.id)}
      step={6}
      flush
    />
  );
}
