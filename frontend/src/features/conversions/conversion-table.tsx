import { type Column, DataTable, type Selection } from '../../components/data-table';
import type { PagedRows } from '../../lib/paged-rows';
import type { TableView } from '../../lib/table-view';
import type { desktop } from '../../wailsjs/go/models';
import { whose } from './conversion-columns';

interface ConversionTableProps {
  list: PagedRows<desktop.ConversionRow>;
  columns: readonly Column<desktop.ConversionRow>[];
  view: TableView;
  openId?: string;
  onOpen: (id: string) => void;
  selection: Selection;
}

/** The list of conversions. */
export function ConversionTable({ list, columns, view, openId, onOpen, selection }: ConversionTableProps) {
  return (
    <DataTable
      label="Conversions"
      columns={columns}
      rows={list}
      view={view}
      rowId={(row) => row.id}
      rowName={(row) => `${whose(row)}, order ${row.orderId || 'without id'}, ${row.saleDay}`}
      openId={openId}
      onOpen={(row) => onOpen(row.id)}
      selection={selection}
    />
  );
}
