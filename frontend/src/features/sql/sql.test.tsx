import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';

import { open } from '../../test/render';
import { sqlRun } from '../../test/service/sql';
import { services } from '../../test/services';

const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'SQL statement' });

beforeEach(() => window.localStorage.clear());

it('runs a statement by its button and by keys, and shows the rows', async () => {
  const given = services();
  const run = vi.spyOn(given.SQLBox, 'Run');
  open('/reports/sql', given);
  const statement = await field();
  expect(statement.value).toContain('SELECT member'); // the first example, to begin with
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));
  const table = await screen.findByRole('table', { name: 'Rows' });
  expect(within(table).getByText('=Ana')).toBeTruthy();
  expect(within(table).getByText('NULL')).toBeTruthy();
  expect(screen.getByText('2 rows.')).toBeTruthy();

  fireEvent.change(statement, { target: { value: 'SELECT 7' } });
  fireEvent.keyDown(statement, { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(run).toHaveBeenLastCalledWith('SELECT 7'));
  expect(window.localStorage.getItem('sql-draft')).toBe('SELECT 7');
});

it('says what is wrong, and points at it', async () => {
  const given = services();
  const failed = sqlRun({
    state: 'failed',
    error: 'No such column: x.',
    hint: 'Look at line 1.',
    at: 7,
    rows: [],
  });
  given.SQLBox.Run = async () => failed;
  given.SQLBox.State = async () => failed;
  open('/reports/sql', given);
  const statement = await field();
  fireEvent.change(statement, { target: { value: 'SELECT x FROM sales' } });
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));
  expect((await screen.findByRole('alert')).textContent).toContain('No such column: x.');
  expect([statement.selectionStart, statement.selectionEnd]).toEqual([7, 8]);
});

it('cancels what takes long', async () => {
  const given = services();
  let state = sqlRun({ state: 'running', rows: [], columns: [] });
  given.SQLBox.Run = async () => state;
  given.SQLBox.State = async () => state;
  given.SQLBox.Cancel = async () => {
    state = sqlRun({ state: 'cancelled', rows: [], columns: [] });
  };
  open('/reports/sql', given);
  await field();
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));
  await waitFor(() => expect(screen.getByRole('button', { name: 'Cancel' })).toBeTruthy());
  await waitFor(() => {
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  });
  expect(await screen.findByText('The statement was cancelled.')).toBeTruthy();
});

it('lists the views, and puts a column where the cursor is', async () => {
  open('/reports/sql');
  const statement = await field();
  fireEvent.change(statement, { target: { value: 'SELECT  FROM sales' } });
  statement.setSelectionRange(7, 7);
  const views = screen.getByRole('complementary', { name: 'Views' });
  fireEvent.click(within(views).getByRole('button', { name: /^sales/ }));
  expect(within(views).getByText('Day of the sale.')).toBeTruthy();
  fireEvent.click(within(views).getByRole('button', { name: 'Insert sale_day' }));
  expect(statement.value).toBe('SELECT sale_day FROM sales');
});

it('saves a statement, opens it again and deletes it', async () => {
  const given = services();
  const save = vi.spyOn(given.SQLBox, 'Save');
  open('/reports/sql', given);
  const statement = await field();
  fireEvent.change(statement, { target: { value: 'SELECT 1' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  const form = () => screen.findByRole('form', { name: 'Save the statement' });
  fireEvent.submit(await form());
  expect(await screen.findByText('Give the statement a name.')).toBeTruthy();
  fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'Mine' } });
  fireEvent.submit(await form());
  await waitFor(() => expect(window.location.hash).toContain('saved=q-1'));
  expect(save).toHaveBeenLastCalledWith({ id: '', name: 'Mine', statement: 'SELECT 1' });

  fireEvent.click(await screen.findByRole('button', { name: 'Mine' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'What CJ corrected' }));
  expect(statement.value).toContain('cj_rows');
  fireEvent.click(await screen.findByRole('button', { name: 'Open' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Mine' }));
  expect(statement.value).toBe('SELECT 1');

  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
  expect(await screen.findByRole('button', { name: 'Open' })).toBeTruthy();
});

it('exports all rows of the statement', async () => {
  const given = services();
  const write = vi.spyOn(given.SQLBox, 'Export');
  open('/reports/sql', given);
  fireEvent.change(await field(), { target: { value: 'SELECT 1' } });
  fireEvent.click(screen.getByRole('button', { name: 'Export' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'CSV' }));
  expect(await screen.findByText('Rows written: /home/you/sql.csv')).toBeTruthy();
  expect(write).toHaveBeenCalledWith({ name: '', statement: 'SELECT 1', format: 'csv' });
});
