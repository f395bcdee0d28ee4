import { render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { type Column, DataTable } from './data-table';

interface Row {
  id: string;
}
const rows = Array.from({ length: 101 }, (_, i): Row => ({ id: `r${i}` }));
const columns: Column<Row>[] = [
  { key: 'id', head: 'Id', cell: (row) => row.id },
  { key: 'same', head: 'Same', cell: (row) => row.id },
];

/** Stands in for the layout: a first column is wide once a row is drawn in it. */
function layout(): void {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(36);
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    const drawn = this.closest('table')?.querySelector('tr[data-row]');
    const first = this.matches('th:first-child');
    return new DOMRect(0, 0, !this.matches('th') ? 1_000 : drawn && first ? 900 : drawn ? 100 : 500, 36);
  });
}

it('keeps columns as wide as the first rows make them', async () => {
  layout();
  render(
    <div style={{ overflowY: 'auto' }}>
      <DataTable
        label="Rows"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => row.id}
      />
    </div>,
  );
  await screen.findByRole('row', { name: 'r0' });
  const widths = screen.getAllByRole('columnheader').map((head) => head.style.width);
  expect(widths).toEqual(['90%', '10%']);
});
