import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';

import { type Chosen, chosenCount, nothing } from '../lib/chosen';
import { usePagedRows } from '../lib/paged-rows';
import { createQueryClient } from '../lib/query-client';
import { type Column, DataTable } from './data-table';

interface Row {
  id: string;
}
const columns: Column<Row>[] = [{ key: 'id', head: 'Id', cell: (row) => row.id, sortable: true }];
const page = (total: number) => async (offset: number, limit: number) => ({
  rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) => ({
    id: `r${offset + i}`,
  })),
  total,
});

interface ListProps {
  fetch: ReturnType<typeof page>;
  filter?: string;
  onOpen?: (row: Row) => void;
  onChosen?: (chosen: Chosen, total: number) => void;
}

function List({ fetch, filter = '', onOpen, onChosen }: ListProps) {
  const list = usePagedRows<Row>(['rows', filter], fetch);
  const [chosen, setChosen] = useState(nothing);
  if (!list.data) return <p>{list.isError ? 'failed' : 'loading'}</p>;
  const { data } = list;
  return (
    <div>
      <DataTable
        label="Rows"
        columns={columns}
        rows={data}
        rowId={(row) => row.id}
        rowName={(row) => row.id}
        onOpen={onOpen}
        selection={{
          chosen,
          onChange: (next) => {
            setChosen(next);
            onChosen?.(next, data.total);
          },
        }}
      />
    </div>
  );
}

function show(props: ListProps) {
  vi.stubGlobal('go', {});
  const queries = createQueryClient();
  const tree = (next: ListProps) => (
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <List {...next} />
      </QueryClientProvider>
    </MantineProvider>
  );
  const { rerender } = render(tree(props));
  return { again: (next: ListProps) => rerender(tree(next)) };
}

it('chooses all that the filter shows, and takes single ones out again', async () => {
  const told = vi.fn();
  // Long enough that not all of it is here; what is drawn of it, a real browser tests (build/e2e/tests/long-list).
  show({ fetch: page(10_000), onChosen: (chosen, total) => told(chosenCount(chosen, total)) });
  const first = await screen.findByRole('row', { name: 'r0' });
  fireEvent.keyDown(first, { key: 'a', ctrlKey: true });
  expect(told).toHaveBeenLastCalledWith(10_000);
  fireEvent.keyDown(first, { key: ' ' });
  expect(told).toHaveBeenLastCalledWith(9_999);
  fireEvent.keyDown(first, { key: 'Escape' });
  expect(told).toHaveBeenLastCalledWith(0);
});

it('chooses a range, up and down, by click and by key', async () => {
  const told = vi.fn();
  show({ fetch: page(50), onChosen: (chosen) => told([...chosen.ids].sort()) });
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Select r4' }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select r2' }), { shiftKey: true });
  expect(told).toHaveBeenLastCalledWith(['r2', 'r3', 'r4']);
  fireEvent.keyDown(screen.getByRole('row', { name: 'r4' }), { key: 'Escape' });
  fireEvent.keyDown(screen.getByRole('row', { name: 'r6' }), { key: 'ArrowDown', shiftKey: true });
  await waitFor(() => expect(told).toHaveBeenLastCalledWith(['r6', 'r7']));
});

it('goes by arrows, to both ends, and opens', async () => {
  const onOpen = vi.fn();
  show({ fetch: page(50), onOpen });
  const first = await screen.findByRole('row', { name: 'r0' });
  first.focus();
  fireEvent.keyDown(first, { key: 'ArrowDown' });
  expect(document.activeElement?.getAttribute('aria-label')).toBe('r1');
  fireEvent.keyDown(document.activeElement as Element, { key: 'End' });
  expect(document.activeElement?.getAttribute('aria-label')).toBe('r49');
  fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowDown' });
  fireEvent.keyDown(document.activeElement as Element, { key: 'Enter' });
  expect(onOpen).toHaveBeenCalledWith({ id: 'r49' });
  // The Tab key comes back to where the keys were.
  expect(screen.getAllByRole('row').filter((row) => row.tabIndex === 0)).toEqual([document.activeElement]);
});

it('keeps the former rows until those of another filter are here', async () => {
  let answer: (value: { rows: Row[]; total: number }) => void = () => undefined;
  const { again } = show({ fetch: page(3) });
  await screen.findByRole('row', { name: 'r0' });
  again({
    filter: 'x',
    fetch: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  });
  expect(screen.getByRole('row', { name: 'r0' })).toBeTruthy();
  await act(async () => answer({ rows: [{ id: 'found' }], total: 1 }));
  expect(await screen.findByRole('row', { name: 'found' })).toBeTruthy();
  expect(screen.queryByRole('row', { name: 'r0' })).toBeNull();
});

it('begins a range anew once nothing is chosen', async () => {
  const told = vi.fn();
  show({ fetch: page(50), onChosen: (chosen) => told([...chosen.ids].sort()) });
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Select r2' }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select r2' }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select r4' }), { shiftKey: true });
  expect(told).toHaveBeenLastCalledWith(['r4']);
});
