import { Tooltip } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  type TablerIcon,
} from '@tabler/icons-react';

import { type Column, DataTable } from '../../components/data-table';
import { TableHead } from '../../components/table-head';
import { shortPage } from '../../lib/short-address';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './link-health.module.css';

const looks: Record<string, { icon: TablerIcon; word: string }> = {
  waiting: { icon: IconCircleDashed, word: 'not opened yet' },
  good: { icon: IconCircleCheckFilled, word: 'good' },
  minor: { icon: IconAlertTriangleFilled, word: 'to look at' },
  bad: { icon: IconCircleXFilled, word: 'broken' },
};

interface DestinationTableProps {
  destinations: desktop.HealthDestination[];
  browsers: desktop.Pair[];
  openId: string | undefined;
  onOpen: (id: string) => void;
}

/** Each page in each browser. */
export function DestinationTable({ destinations, browsers, openId, onOpen }: DestinationTableProps) {
  const { count } = useFormat();
  const columns: Column<desktop.HealthDestination>[] = [
    {
      key: 'page',
      head: 'Page',
      cell: (row) => (
        <span className={styles.page} title={row.page}>
          {shortPage(row.page)}
        </span>
      ),
    },
    { key: 'links', head: 'Links', numeric: true, cell: (row) => count(row.links) },
    ...browsers.map(({ label, value }) => ({
      key: label,
      name: value,
      head: <span className={styles.browser}>{value}</span>,
      cell: (row: desktop.HealthDestination) => (
        <Cell cell={row.cells.find((one) => one.browser === label)} />
      ),
    })),
  ];
  return (
    <div className={styles.pages}>
      <TableHead title="Pages" empty={false} />
      <DataTable
        label="Pages"
        columns={columns}
        rows={destinations}
        rowId={(row) => row.id}
        rowName={(row) => `Page ${shortPage(row.page)}`}
        openId={openId}
        onOpen={(row) => onOpen(row.id)}
      />
    </div>
  );
}

function Cell({ cell }: { cell: desktop.HealthCell | undefined }) {
  if (!cell) return <span className="dim">–</span>;
  const { icon: Icon, word } = looks[cell.state] ?? { icon: IconCircleDashed, word: cell.state };
  const says = cell.says.length > 0 ? cell.says.join(', ') : word;
  return (
    <Tooltip label={cell.status > 0 ? `${says} · ${cell.status}, ${cell.hops} hops` : says}>
      <span className={styles.cell} data-state={cell.state}>
        <Icon size={16} role="img" aria-label={`${cell.name}: ${says}`} />
      </span>
    </Tooltip>
  );
}
