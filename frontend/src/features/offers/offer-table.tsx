import { type Column, DataTable } from '../../components/data-table';
import { NotSynced } from '../../components/marks';
import { moneyColumn } from '../../components/money-column';
import { NamedCell } from '../../components/named-cell';
import { Status } from '../../components/status';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './offer-table.module.css';

interface OfferTableProps {
  rows: desktop.OfferRow[];
  openId?: string;
  onOpen: (id: string) => void;
}

/** The list of offers. */
export function OfferTable({ rows, openId, onOpen }: OfferTableProps) {
  const format = useFormat();
  const number = (key: 'members' | 'links' | 'clicks' | 'conversions', head: string) => ({
    key,
    head,
    numeric: true,
    cell: (row: desktop.OfferRow) => format.count(row[key]),
    compare: (a: desktop.OfferRow, b: desktop.OfferRow) => a[key] - b[key],
  });
  const columns: Column<desktop.OfferRow>[] = [
    {
      key: 'name',
      head: 'Offer Name',
      cell: (row) => <NamedCell name={row.name} marks={<NotSynced synced={row.synced} compact />} />,
      compare: (a, b) => a.name.localeCompare(b.name),
    },
    { key: 'status', head: 'Status', cell: (row) => <Status of={row.status} /> },
    {
      key: 'type',
      head: 'Type',
      cell: (row) => (row.type === 'code' ? 'Promo code' : 'Link'),
      compare: (a, b) => a.type.localeCompare(b.type),
    },
    { key: 'payout', head: 'Payout', cell: (row) => <Payout of={row.payout} /> },
    number('members', 'Members'),
    number('links', 'Links'),
    number('clicks', 'Clicks'),
    number('conversions', 'Conversions'),
    moneyColumn({ key: 'sales', title: 'Sales', rows, amount: (row) => row.sales, format }),
  ];
  return (
    <DataTable
      label="Offers"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      openId={openId}
      onOpen={(row) => onOpen(row.id)}
      sort={{ key: 'name', descending: false }}
    />
  );
}

function Payout({ of }: { of: string }) {
  return (
    <span className={styles.payout} title={of}>
      {of}
    </span>
  );
}
