import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';

import { open } from '../../test/render';
import { services } from '../../test/services';

it('follows a check step by step until it has passed', async () => {
  open('/test-purchase');
  fireEvent.click(await screen.findByRole('button', { name: 'Run test purchase check' }));
  const check = await screen.findByRole('region', { name: 'Test purchase check' });
  await waitFor(() => expect(check.dataset.state).toBe('running'));
  await waitFor(() => expect(check.dataset.state).toBe('passed'), { timeout: 8_000 });
  expect(within(check).getAllByRole('img', { name: 'passed' })).toHaveLength(8);
  expect(within(check).getByText('NW-10483')).toBeTruthy();
}, 12_000);

it('names the step that failed, what is wrong and how to mend it', async () => {
  open('/test-purchase?open=k-1');
  const check = await screen.findByRole('region', { name: 'Test purchase check' });
  expect(check.textContent).toContain('Failedat “The postback reaches the relay”');
  const step = within(check).getByTestId('step-postback');
  expect(step.dataset.state).toBe('failed');
  expect(step.textContent).toContain('No postback arrived within 60 seconds.');
  expect(step.textContent).toContain('Send the offer’s postback URL');
});

it('needs an offer first', async () => {
  open('/test-purchase', services('empty'));
  expect(await screen.findByText('A test purchase needs an active offer.')).toBeTruthy();
});
