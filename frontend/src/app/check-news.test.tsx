import { act, fireEvent, screen } from '@testing-library/react';
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
  items = [
    ...before,
    { id: 'k-1', kind: 'check', text: 'The test purchase check of Autumn collection has passed.', at: 'x' },
  ];
  await act(async () => tell({ seq: 99 }));
  fireEvent.click(await screen.findByText('The test purchase check of Autumn collection has passed.'));
  expect(await screen.findByRole('region', { name: 'Test purchase check' })).toBeTruthy();
});
