import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { cjLinks, terms } from '../../test/fixture/cj';
import { open } from '../../test/render';
import { services } from '../../test/services';

async function found(given = services()) {
  open('/offers?add=1', given);
  fireEvent.change(await screen.findByLabelText(/^Offer Name/), { target: { value: 'Winter' } });
  fireEvent.click(screen.getByRole('button', { name: 'Find a CJ link' }));
  const panel = await screen.findByRole('dialog', { name: 'Find a CJ link' });
  fireEvent.click(within(panel).getByRole('button', { name: 'Search' }));
  return within(panel);
}

it('finds a CJ link, and fills the Offer URL with a page of the shop', async () => {
  const given = services();
  const search = vi.spyOn(given.CJ, 'SearchLinks');
  const panel = await found(given);
  fireEvent.click(await panel.findByRole('button', { name: /the whole shop/ }));
  expect(search).toHaveBeenCalledWith({ keywords: '', advertiserId: '', page: 1 });
  const page = screen.getByLabelText('Page to land on');
  fireEvent.change(page, { target: { value: 'https://other.example/' } });
  fireEvent.click(screen.getByRole('button', { name: 'Use this link' }));
  expect(await screen.findByText('Enter a page of the advertiser.')).toBeTruthy();
  fireEvent.change(page, { target: { value: 'https://shop.northwind.example/mug' } });
  fireEvent.click(screen.getByRole('button', { name: 'Use this link' }));
  const url = await screen.findByRole<HTMLInputElement>('combobox', { name: /^Offer URL/ });
  expect(url.value).toBe(`${cjLinks()[0]?.offerUrl}&url=https%3A%2F%2Fshop.northwind.example%2Fmug`);
  expect(screen.getByLabelText<HTMLInputElement>(/^Offer Name/).value).toBe('Winter');
});

it('offers no other page where the link leads to its own only', async () => {
  const panel = await found();
  const link = await panel.findByRole('button', { name: /winter sale/ });
  expect(link.textContent).toContain('Leads to its own page only');
  fireEvent.click(link);
  expect(screen.queryByLabelText('Page to land on')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Use this link' }));
  const url = await screen.findByRole<HTMLInputElement>('combobox', { name: /^Offer URL/ });
  expect(url.value).toBe(cjLinks()[1]?.offerUrl);
});

it('shows the programme terms, and asks to read what changed', async () => {
  const given = services();
  const changed = { changes: ['Online sale: 12 % of the sale, was 15 %.'], changedOn: '2026-11-20' };
  let shown = terms(changed);
  given.CJ.Terms = async () => shown;
  given.CJ.SeenTerms = async () => {
    shown = terms();
    return shown;
  };
  open('/offers?open=o-autumn', given);
  const notice = await screen.findByRole('region', { name: 'The terms changed on Nov 20, 2026' });
  expect(within(notice).getByText('Online sale: 12 % of the sale, was 15 %.')).toBeTruthy();
  expect(screen.getByText('18 % for new customers')).toBeTruthy();
  expect(screen.getByText('On the 10th of the month after the sale')).toBeTruthy();
  fireEvent.click(within(notice).getByRole('button', { name: 'I have read this' }));
  await waitFor(() => expect(screen.queryByText(/The terms changed/)).toBeNull());
});

it('says that the terms were never read, and reads them', async () => {
  const given = services('full');
  given.CJ.Terms = async () => terms({ asOf: '', actions: [] });
  const read = vi.spyOn(given.CJ, 'ReadTerms');
  open('/offers?open=o-autumn', given);
  expect(await screen.findByText('They have not been read at CJ yet.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Read now' }));
  await waitFor(() => expect(read).toHaveBeenCalledWith('o-autumn'));
});
