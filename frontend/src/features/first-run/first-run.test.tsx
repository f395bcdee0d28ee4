import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';

import { open } from '../../test/render';
import { services } from '../../test/services';

it('asks how to begin at the first start, and practises', async () => {
  open('/', services('empty', { firstRun: true }));
  await screen.findByRole('heading', { name: 'How do you want to begin?' });
  expect(screen.queryByRole('navigation', { name: 'Screens' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Practise' }));
  await screen.findByRole('heading', { name: 'Sales Tracking' });
});

it('leads from the brand’s name to its relay', async () => {
  open('/begin');
  fireEvent.click(await screen.findByRole('button', { name: 'Connect a relay' }));
  await screen.findByText('Enter a name.');
  fireEvent.change(screen.getByLabelText('Name of the brand'), { target: { value: 'Hearth' } });
  fireEvent.click(screen.getByRole('button', { name: 'Connect a relay' }));
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Settings' })).toBeTruthy());
});
