import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';

import { open } from '../../test/render';

const type = (element: HTMLElement, value: string) => fireEvent.change(element, { target: { value } });

it('adds a member, marked as not synced', async () => {
  open('/members?add=1');
  const form = await screen.findByRole('dialog', { name: 'Add member' });
  fireEvent.click(within(form).getByRole('button', { name: 'Save member' }));
  expect(await within(form).findByText('Enter a name.')).toBeTruthy();
  type(within(form).getByRole('textbox', { name: 'Name' }), 'Kaya Demir');
  fireEvent.click(within(form).getByRole('button', { name: 'Save member' }));
  const detail = await screen.findByRole('dialog', { name: 'Kaya Demir' });
  expect(within(detail).getByText('not synced')).toBeTruthy();
  expect(await screen.findByRole('row', { name: 'Kaya Demir' })).toBeTruthy();
});

it('leads from a member to generating their link', async () => {
  open('/members?open=m-ana');
  fireEvent.click(await screen.findByRole('button', { name: 'Generate link' }));
  const form = await screen.findByRole('dialog', { name: 'Generate links' });
  expect(await within(form).findByText('Ana Oliveira')).toBeTruthy();
});

it('finds members by name, handle and group', async () => {
  open('/members');
  type(await screen.findByRole('searchbox', { name: 'Search members' }), 'vanlife sato');
  expect(screen.getByRole('row', { name: 'Hana Sato' })).toBeTruthy();
  expect(screen.queryByRole('row', { name: 'Goran Petrović' })).toBeNull();
});
