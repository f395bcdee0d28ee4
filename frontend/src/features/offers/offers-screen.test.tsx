import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { open } from '../../test/render';
import { services } from '../../test/services';

const panel = (name: string | RegExp) => screen.findByRole('dialog', { name });
// The options come first; then the form takes the place of the grey lines.
async function addForm(): Promise<HTMLElement> {
  await screen.findByRole('textbox', { name: 'Offer Name' });
  return screen.getByRole('dialog', { name: 'Add Link Tracking Offer' });
}
const type = (element: HTMLElement, value: string) => fireEvent.change(element, { target: { value } });

it('says what is wrong beside the field, and keeps what was entered', async () => {
  open('/offers?add=1');
  const form = await addForm();
  type(within(form).getByLabelText('Offer Description'), 'For the cold months');
  fireEvent.click(within(form).getByRole('button', { name: 'Save offer' }));
  expect(await within(form).findByText('Enter a name.')).toBeTruthy();
  const name = within(form).getByRole('textbox', { name: 'Offer Name' });
  expect(name.getAttribute('aria-invalid')).toBe('true');
  expect(within(form).getByRole('alert').textContent).toContain('The offer has a gap.');
  expect(within(form).getByDisplayValue('For the cold months')).toBeTruthy();
});

it('sends the form in the guide’s terms, and then shows the postback URL', async () => {
  const given = services();
  const save = vi.spyOn(given.Offers, 'Save');
  open('/offers?add=1', given);
  const form = await addForm();
  type(within(form).getByRole('textbox', { name: 'Offer Name' }), 'Winter');
  type(within(form).getByRole('textbox', { name: 'Payout (% of the sale)' }), '12.5');
  type(within(form).getByRole('combobox', { name: 'Offer URL' }), 'https://www.anrdoezrs.net/click-1-2');
  type(within(form).getByRole('textbox', { name: 'Value of utm_source' }), 'ambassadors');
  fireEvent.click(within(form).getByRole('button', { name: 'Save offer' }));
  const detail = await panel('Winter');
  expect(await within(detail).findByText(/postback\/pb_6f2k9x/)).toBeTruthy();
  expect(save.mock.calls[0]?.[0]).toMatchObject({
    id: '',
    name: 'Winter',
    conversionType: 'sale',
    payoutOption: 'cps',
    payoutPercent: '12.5',
    protocol: 'server_postback_tid',
    offerUrl: 'https://www.anrdoezrs.net/click-1-2',
    utms: [{ label: 'utm_source', value: 'ambassadors' }],
  });
});

it('previews the destination while the form is filled in', async () => {
  open('/offers?add=1');
  const form = await addForm();
  const preview = within(form).getByTestId('offer-preview');
  expect(preview.textContent).toContain('Enter the Offer URL');
  type(within(form).getByRole('combobox', { name: 'Offer URL' }), 'ftp://nowhere');
  await waitFor(() => expect(preview.textContent).toContain('begins with https://'));
  type(within(form).getByRole('combobox', { name: 'Offer URL' }), 'https://www.anrdoezrs.net/click-1-2');
  await waitFor(() => expect(preview.textContent).toContain('The click id was added as CJ’s sid.'));
});

it('opens an offer in the panel while the list stays, and Escape closes it', async () => {
  open('/offers');
  const row = await screen.findByRole('row', { name: 'Autumn collection' });
  row.focus();
  fireEvent.keyDown(row, { key: 'Enter' });
  const detail = await panel('Autumn collection');
  expect(screen.getByRole('table', { name: 'Offers' })).toBeTruthy();
  expect(window.location.hash).toBe('#/offers?open=o-autumn');
  fireEvent.keyDown(detail, { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(document.activeElement).toBe(row);
});

it('pauses an offer', async () => {
  const given = services();
  const set = vi.spyOn(given.Offers, 'SetStatus');
  open('/offers?open=o-autumn', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Pause offer' }));
  expect(await screen.findByRole('button', { name: 'Resume offer' })).toBeTruthy();
  expect(set).toHaveBeenCalledWith('o-autumn', 'paused');
});

it('leaves a rule that is more than a rate to the payout rules', async () => {
  const given = services();
  const autumn = await given.Offers.Get('o-autumn');
  given.Offers.Get = async () => ({ ...autumn, form: { ...autumn.form, seen: 'e-70' } }); // the one with tiers
  open('/offers?open=o-autumn&edit=1', given);
  const rule = await screen.findByRole('region', { name: 'Payout Option' });
  expect(rule.textContent).toContain('10 % of the sale, 12 % from 1000.00 USD');
  expect(rule.textContent).toContain('At most 20000.00 USD a month for all together');
  expect(within(rule).getByRole('link', { name: 'payout rules' }).getAttribute('href')).toContain(
    'open=r-offer',
  );
  expect(screen.queryByRole('textbox', { name: /^Payout/ })).toBeNull();
});

it('closes an open list by Escape, and the panel stays as it is', async () => {
  open('/offers?add=1');
  type(await screen.findByRole('textbox', { name: 'Offer Name' }), 'Mugs');
  const panel = screen.getByRole('dialog', { name: 'Add Link Tracking Offer' });
  const list = within(panel).getByRole('combobox', { name: 'Conversion Type' });
  fireEvent.click(list);
  await waitFor(() => expect(list.getAttribute('aria-expanded')).toBe('true'));
  fireEvent.keyDown(list, { key: 'Escape' });
  await waitFor(() => expect(list.getAttribute('aria-expanded')).toBe('false'));
  expect(within(panel).queryByRole('alert')).toBeNull();
  fireEvent.keyDown(list, { key: 'Escape' });
  expect(await within(panel).findByRole('alert')).toBeTruthy();
});
