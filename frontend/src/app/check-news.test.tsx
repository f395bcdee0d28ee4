import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';

import { open } from '../test/render';
import { services } from '../test/services';

it('tells on any screen that a check is done, once, and leads to it', async () => {
  const with_ = services('full');
  const before = await with_.Workspace.Attention();
  let items = before;
  with_.Workspace.Attention = async () => items;
  let tell: (data: unknown) => void = () => undefined;
  vi.stubGlobal('runtime', {
    EventsOn: (_: string, listener: (data: unknown) => void) => {
      tell = listener;
      return () => undefined;
    },
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  open('/offers', with_);
  await screen.findByRole('heading', { name: 'Offers' });
  const words = 'The test purchase check of Autumn collection has passed.';
  items = [...before, { id: 'k-1', kind: 'check', text: words, at: 'x' }];
  await act(async () => tell({ seq: 99 }));
  fireEvent.click(await screen.findByRole('button', { name: 'Show' }));
  expect(await screen.findByRole('region', { name: 'Test purchase check' })).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Show' })).toBeNull());
  fireEvent.click(screen.getByRole('link', { name: 'Offers' }));
  await screen.findByRole('heading', { name: 'Offers' });

  items = [...before, { id: 'k-1', kind: 'check', text: words, at: 'judged again' }];
  await act(async () => tell({ seq: 100 }));
  items = [
    ...items,
    { id: 'k-2', kind: 'check', text: 'The test purchase check of Mugs has passed.', at: 'y' },
  ];
  await act(async () => tell({ seq: 101 }));
  await screen.findByText('The test purchase check of Mugs has passed.');
  expect(screen.getAllByRole('button', { name: 'Show' })).toHaveLength(1);
});
