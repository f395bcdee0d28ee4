import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';

import { buying, check, checkRow } from '../../test/fixture/checks';
import { offers } from '../../test/fixture/offers';
import { open } from '../../test/render';
import { services } from '../../test/services';
import type { desktop } from '../../wailsjs/go/models';

it('follows a check step by step until it has passed', async () => {
  open('/test-purchase');
  fireEvent.click(await screen.findByRole('button', { name: 'Run test purchase check' }));
  const check = await screen.findByRole('region', { name: 'Test purchase check' });
  await waitFor(() => expect(check.dataset.state).toBe('running'));
  await waitFor(
    () => expect(screen.getByRole('region', { name: 'Test purchase check' }).dataset.state).toBe('passed'),
    { timeout: 8_000 },
  );
  const done = screen.getByRole('region', { name: 'Test purchase check' });
  expect(within(done).getAllByRole('img', { name: 'passed' })).toHaveLength(8);
  fireEvent.click(within(done).getByRole('button', { name: 'An order is placed' }));
  expect(within(within(done).getByTestId('step-order')).getByText('NW-10483')).toBeTruthy();
}, 12_000);

it('names the step that failed, what is wrong and how to mend it', async () => {
  open('/test-purchase?open=k-1');
  const check = await screen.findByRole('region', { name: 'Test purchase check' });
  expect(check.textContent).toContain('Failedat “The postback reaches the relay”');
  const step = within(check).getByTestId('step-postback');
  expect(step.dataset.state).toBe('failed');
  expect(step.textContent).toContain('No postback arrived within 60 seconds.');
  expect(step.textContent).toContain('Send the offer’s postback URL');
  expect(within(check).getByRole('button', { name: 'Save JSON' })).toBeTruthy();
  expect(screen.getByTestId('check-sheet').textContent).toContain('No postback arrived');
});

it('asks for the purchase where the check waits for it, and takes the order number', async () => {
  const with_ = services('full');
  const waiting = buying('k-live');
  let told = '';
  let stopped = false;
  with_.Checks.Get = async () => (stopped ? { ...waiting, state: 'stopped', buying: false } : waiting);
  with_.Checks.List = async () => ({ rows: [checkRow(waiting)], total: 1 });
  with_.Checks.Tell = async (_, orderId) => {
    told = orderId;
    return { ...waiting, orderId };
  };
  with_.Checks.Stop = async () => {
    stopped = true;
    return { ...waiting, state: 'stopped', buying: false };
  };
  open('/test-purchase', with_);
  const step = await screen.findByTestId('step-order');
  const page = within(step).getByRole('link', { name: 'Open the product page' });
  expect(page.getAttribute('href')).toBe('https://go.northwind.example/t3st9x');
  expect((screen.getByRole('button', { name: 'Running the check…' }) as HTMLButtonElement).disabled).toBe(
    true,
  );
  fireEvent.change(within(step).getByRole('textbox', { name: 'Order number' }), {
    target: { value: 'NW-7' },
  });
  fireEvent.click(within(step).getByRole('button', { name: 'This is my order' }));
  await waitFor(() => expect(told).toBe('NW-7'));
  fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
  await waitFor(() =>
    expect(screen.getByRole('region', { name: 'Test purchase check' }).dataset.state).toBe('stopped'),
  );
});

it('says what passed last time and does not any more', async () => {
  const with_ = services('full');
  const now = check('k-9', 5, true);
  with_.Checks.Get = async () => ({
    ...now,
    steps: now.steps.map((step) => ({ ...step, before: 'passed', beforeMillis: 90 })),
  });
  open('/test-purchase?open=k-9', with_);
  const step = await screen.findByTestId('step-postback');
  expect(step.textContent).toContain('passed last time');
  fireEvent.click(await screen.findByRole('button', { name: 'A test link is generated' }));
  expect((await screen.findByTestId('step-link')).textContent).toContain('passed, 90 ms');
});

it('needs an offer first', async () => {
  open('/test-purchase', services('empty'));
  expect(await screen.findByText('A test purchase needs an active offer.')).toBeTruthy();
});

it('offers no Promo Code Offer, which has no links', async () => {
  const given = services();
  const [first, second] = offers() as [desktop.OfferRow, desktop.OfferRow];
  given.Offers.List = async () => [{ ...first, type: 'code' }, second];
  open('/test-purchase', given);
  const choice = await screen.findByRole('combobox', { name: 'Offer' });
  expect((choice as HTMLInputElement).value).toBe(second.name);
  fireEvent.click(choice);
  await screen.findByRole('option', { name: second.name });
  expect(screen.queryByRole('option', { name: first.name })).toBeNull();
});
