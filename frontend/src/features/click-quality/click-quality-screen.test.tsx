import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { open } from '../../test/render';
import { live, services } from '../../test/services';

it('shows why clicks did not count, who they came from, and what stands out', async () => {
  open('/reports/quality', live());
  const reasons = await screen.findByRole('table', { name: 'Why clicks did not count' });
  expect(within(reasons).getByText('Crawlers and bots')).toBeTruthy();
  expect(within(reasons).getByText(/a double tap or a reload/)).toBeTruthy();
  const notes = screen.getByRole('region', { name: 'Worth a look' });
  expect(within(notes).getByText('Conversions right after the click')).toBeTruthy();
  expect(within(notes).getByText(/5,000 clicks in 30 days brought no conversion/)).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: 'Links' }));
  const links = await screen.findByRole('table', { name: 'Rejected clicks by link' });
  expect(within(links).getByText('maya-boots')).toBeTruthy();
  expect(screen.getByText(/and 12 more/)).toBeTruthy();
});

it('opens the clicks of a reason, one by one', async () => {
  const given = live();
  const asked = vi.spyOn(given.Quality, 'Clicks');
  open('/reports/quality', given);
  const reasons = await screen.findByRole('table', { name: 'Why clicks did not count' });
  fireEvent.click(within(reasons).getByText('Repeats'));
  const panel = await screen.findByRole('dialog', { name: 'Repeats' });
  expect(await within(panel).findByText('instagram.com')).toBeTruthy();
  expect(within(panel).getByText(/keeps no visitor’s address/)).toBeTruthy();
  expect(asked.mock.calls[0]?.[0]).toMatchObject({ reason: 'repeat', rejected: false });
});

it('tries rules on kept clicks, saves them, and judges anew by what is saved', async () => {
  const given = live();
  const rejudge = vi.spyOn(given.Quality, 'Rejudge');
  open('/reports/quality?rules=1', given);
  const panel = await screen.findByRole('dialog', { name: 'What is not counted' });
  fireEvent.change(within(panel).getByRole('textbox', { name: 'Browsers and programs' }), {
    target: { value: 'uptimerobot\n\n' },
  });
  fireEvent.click(within(panel).getByRole('button', { name: 'Preview on kept clicks' }));
  expect(await within(panel).findByText(/412 of 15,030 kept clicks would be/)).toBeTruthy();
  const table = within(panel).getByRole('table', { name: 'Before and after by reason' });
  expect(within(table).getByText('+412')).toBeTruthy();
  expect(within(panel).getByText(/\$170.00/)).toBeTruthy();
  const run = within(panel).getByRole('button', { name: 'Judge the kept clicks anew' });
  expect(run.hasAttribute('disabled')).toBe(true);
  fireEvent.click(within(panel).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(run.hasAttribute('disabled')).toBe(false));
  fireEvent.click(run);
  expect(await within(panel).findByText(/412 of 15,030 kept clicks are/)).toBeTruthy();
  expect(rejudge).toHaveBeenCalledOnce();
  expect(await within(panel).findByText(/by you.*Ignored by your rules \+412/)).toBeTruthy();
});

it('says at its field what can’t be saved', async () => {
  open('/reports/quality?rules=1', live());
  const panel = await screen.findByRole('dialog', { name: 'What is not counted' });
  fireEvent.change(within(panel).getByRole('textbox', { name: 'Browsers and programs' }), {
    target: { value: 'safari' },
  });
  fireEvent.click(within(panel).getByRole('button', { name: 'Save' }));
  expect(await within(panel).findByText(/ordinary browsers\./)).toBeTruthy();
});

it('says that there is nothing yet', async () => {
  open('/reports/quality', services('empty'));
  expect(await screen.findByText(/no earlier days to compare with/)).toBeTruthy();
  expect(screen.getAllByText('No clicks in these days.').length).toBeGreaterThan(0);
});
