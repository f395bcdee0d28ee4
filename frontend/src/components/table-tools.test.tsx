import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { open } from '../test/render';
import { services } from '../test/services';

const saved = { id: 'v1', name: 'Held', query: 'sort=-day&status=on_hold', hidden: ['cj'], shown: [] };

it('hides a column and keeps that', async () => {
  const given = services();
  const keep = vi.spyOn(given.Layouts, 'Keep');
  open('/conversions', given);
  await screen.findByRole('columnheader', { name: 'CJ status' });
  fireEvent.click(screen.getByRole('button', { name: 'Choose columns' }));
  fireEvent.click(await screen.findByRole('checkbox', { name: 'CJ status' }));
  await waitFor(() => expect(screen.queryByRole('columnheader', { name: 'CJ status' })).toBeNull());
  await waitFor(() => expect(keep).toHaveBeenCalledWith(expect.objectContaining({ hidden: ['cj'] })));
  expect(screen.getByRole('checkbox', { name: 'Member' })).toHaveProperty('disabled', true);
});

it('saves what is shown as a view, and says when it has no name', async () => {
  const given = services();
  const keep = vi.spyOn(given.Layouts, 'Keep');
  open('/conversions?status=on_hold&sort=-day', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Views' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Save view' }));
  expect(await screen.findByText('Name the view.')).toBeTruthy();
  fireEvent.change(screen.getByRole('textbox', { name: 'Save what is shown as' }), {
    target: { value: 'Held' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Save view' }));
  await waitFor(() => expect(keep).toHaveBeenCalledOnce());
  expect(keep.mock.calls[0]?.[0].views[0]).toMatchObject({ name: 'Held', query: 'sort=-day&status=on_hold' });
});

it('opens the list with its view, unless the address asks for something', async () => {
  const given = services();
  await given.Layouts.Keep({ table: 'conversions', hidden: [], shown: [], views: [saved], default: 'v1' });
  open('/conversions', given);
  await waitFor(() => expect(window.location.hash).toContain('status=on_hold'));
  expect(await screen.findByRole('button', { name: 'Held' })).toBeTruthy();
  expect(screen.queryByRole('columnheader', { name: 'CJ status' })).toBeNull();
});

it('deletes a view, and takes that back', async () => {
  const given = services();
  await given.Layouts.Keep({ table: 'conversions', hidden: [], shown: [], views: [saved], default: '' });
  const keep = vi.spyOn(given.Layouts, 'Keep');
  open('/conversions?member=m-ana', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Views' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Delete view Held' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(keep).toHaveBeenLastCalledWith(expect.objectContaining({ views: [saved] })));
});

it('offers to retry and to copy what went wrong', async () => {
  const given = services();
  given.Layouts.Keep = vi.fn().mockRejectedValue(new Error('disk on fire'));
  open('/conversions', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Choose columns' }));
  fireEvent.click(await screen.findByRole('checkbox', { name: 'CJ status' }));
  const problem = await screen.findByRole('alert');
  expect(within(problem).getByRole('button', { name: 'Copy details' })).toBeTruthy();
  fireEvent.click(within(problem).getByRole('button', { name: 'Retry' }));
  await waitFor(() => expect(given.Layouts.Keep).toHaveBeenCalledTimes(2));
});
