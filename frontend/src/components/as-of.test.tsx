import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { open } from '../test/render';
import { services } from '../test/services';

it('looks at the books of a past evening, says so, and is one click from now', async () => {
  const given = services();
  const past = vi.spyOn(given.Books, 'AccountsAsOf');
  open('/books', given);
  fireEvent.click(await screen.findByRole('button', { name: 'As of now' }));
  const form = await screen.findByRole('form', { name: 'As of' });
  fireEvent.click(await within(form).findByRole('button', { name: 'When September 2026 was closed' }));
  const banner = await screen.findByRole('region', { name: 'You are looking at the past' });
  expect(banner.textContent).toContain('As it stood in the evening of Oct 4, 2026.');
  expect(window.location.hash).toContain('asof=2026-10-04');
  await waitFor(() => expect(past).toHaveBeenCalledWith('2026-10-04'));
  expect(screen.queryByRole('list', { name: 'Checks of the books' })).toBeNull();
  fireEvent.click(within(banner).getByRole('button', { name: 'Back to now' }));
  await waitFor(() => expect(window.location.hash).not.toContain('asof'));
  expect(screen.queryByRole('region', { name: 'You are looking at the past' })).toBeNull();
});

it('takes no day that is not over', async () => {
  open('/books?asof=2026-10-04');
  fireEvent.click(await screen.findByRole('button', { name: 'As of Oct 4, 2026' }));
  const form = await screen.findByRole('form', { name: 'As of' });
  fireEvent.input(within(form).getByLabelText(/As of the evening of/), { target: { value: '2099-01-01' } });
  fireEvent.submit(form);
  expect(await within(form).findByText(/Choose a day before today/)).toBeTruthy();
});
