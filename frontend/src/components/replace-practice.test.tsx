import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { open } from '../test/render';
import { services } from '../test/services';

async function fromTheBar(item: string) {
  const bar = await screen.findByRole('region', { name: 'Practice mode' });
  fireEvent.click(within(bar).getByRole('button', { name: 'More of practice mode' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: item }));
}

it.each([
  ['the practice bar', '/members', () => fromTheBar('Load the sample programme')],
  [
    'the settings',
    '/settings',
    async () => fireEvent.click(await screen.findByRole('button', { name: 'Load sample programme' })),
  ],
])('replaces practice data from %s only after asking', async (_, path, press) => {
  const given = services();
  const load = vi.spyOn(given.Practice, 'LoadSample');
  open(path, given);
  await press();
  const question = await screen.findByRole('dialog', { name: 'Load the sample programme?' });
  expect(within(question).getByText(/replaces all practice data/)).toBeTruthy();
  fireEvent.click(within(question).getByRole('button', { name: 'Keep it' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(load).not.toHaveBeenCalled();
  await press();
  fireEvent.click(await screen.findByRole('button', { name: 'Delete and load the sample' }));
  await waitFor(() => expect(load).toHaveBeenCalledOnce());
});

it('resets from the practice bar only after asking', async () => {
  const given = services();
  const reset = vi.spyOn(given.Practice, 'Reset');
  open('/members', given);
  await fromTheBar('Reset: delete all practice data');
  fireEvent.click(await screen.findByRole('button', { name: 'Delete and start afresh' }));
  await waitFor(() => expect(reset).toHaveBeenCalledOnce());
});

it('loads the sample at once where there is nothing to lose', async () => {
  const given = services('empty');
  const load = vi.spyOn(given.Practice, 'LoadSample');
  open('/sales-tracking', given);
  fireEvent.click(await screen.findByRole('button', { name: 'or load the sample programme' }));
  await waitFor(() => expect(load).toHaveBeenCalledOnce());
  await fromTheBar('Load the sample programme');
  await waitFor(() => expect(load).toHaveBeenCalledTimes(2));
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('does not offer the sample beside the first thing that was built', async () => {
  const given = services('empty');
  const members = await services().Members.List();
  const list = vi.spyOn(given.Members, 'List').mockResolvedValue(members);
  const steps = await given.Setup.State();
  given.Setup.State = async () => ({ ...steps, hidden: true });
  open('/sales-tracking', given);
  await screen.findByText('Clicks and sales of your members appear here once an offer has links.');
  await waitFor(() => expect(list).toHaveBeenCalled());
  await act(async () => undefined);
  expect(screen.queryByText('or load the sample programme')).toBeNull();
});
