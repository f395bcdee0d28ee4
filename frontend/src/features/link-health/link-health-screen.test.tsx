import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { open } from '../../test/render';
import { services } from '../../test/services';

it('shows what is wrong, the pages in each browser, and what is new', async () => {
  open('/link-health');
  const findings = await screen.findByRole('table', { name: 'Findings' });
  expect(within(findings).getByText('Sold out')).toBeTruthy();
  expect(within(findings).getByText('New')).toBeTruthy();
  expect(within(findings).getByText('Instagram')).toBeTruthy();
  const pages = screen.getByRole('table', { name: 'Pages' });
  expect(within(pages).getAllByRole('img', { name: 'Instagram: CJ’s click id is lost' })).toHaveLength(1);
  expect(within(pages).getAllByRole('img', { name: /: good$/ })).toHaveLength(11);
});

it('says how a finding is mended and shows the way hop by hop', async () => {
  open('/link-health?finding=sold_out.d-2.');
  const finding = await screen.findByRole('dialog', { name: 'Sold out' });
  expect(finding.textContent).toContain('Choose a page that still sells something.');
  fireEvent.click(within(finding).getByRole('button', { name: 'Show the way, hop by hop' }));
  const way = await screen.findByRole('dialog', { name: /rain-jacket/ });
  expect(await within(way).findAllByText(/anrdoezrs.net\/click-7000001-100, 84 ms/)).toHaveLength(6);
});

it('follows a sweep and stops it', async () => {
  open('/link-health');
  fireEvent.click(await screen.findByRole('button', { name: 'Check all links' }));
  expect(await screen.findByText('6 of 18 walks: one page in one browser each')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
  await waitFor(() => expect(screen.getByRole('region', { name: 'Sweep' }).dataset.state).toBe('stopped'));
});

it('keeps a schedule', async () => {
  const with_ = services('full');
  let walks: boolean | undefined;
  const save = with_.LinkHealth.SetSchedule;
  with_.LinkHealth.SetSchedule = async (schedule) => {
    walks = schedule.walks;
    return save(schedule);
  };
  open('/link-health', with_);
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Open the pages too' }));
  await waitFor(() => expect(walks).toBe(true));
});

it('says how the link domain stands, and what to do', async () => {
  open('/link-health');
  const domain = await screen.findByRole('region', { name: 'Link domain' });
  expect(await within(domain).findByText('Certificate')).toBeTruthy();
  expect(domain.textContent).toContain('go.northwind.example');
  expect(domain.textContent).toContain('Ask the relay’s operator to serve this name.');
});

it('needs links first', async () => {
  open('/link-health', services('empty'));
  expect(await screen.findByText('There are no member links yet.')).toBeTruthy();
});

it('looks the link domain up once, and again only when asked', async () => {
  const given = services();
  const look = vi.spyOn(given.LinkHealth, 'Domain');
  open('/link-health', given);
  const domain = await screen.findByRole('region', { name: 'Link domain' });
  const again = await within(domain).findByRole('button', { name: 'Look again' });
  const schedule = vi.spyOn(given.LinkHealth, 'Get');
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Open the pages too' }));
  await waitFor(() => expect(schedule).toHaveBeenCalled()); // every screen asks anew
  expect(look).toHaveBeenCalledOnce();
  fireEvent.click(again);
  await waitFor(() => expect(look).toHaveBeenCalledTimes(2));
});
