import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

import { goError } from '../../test/bindings';
import { offerDetail, offerOptions, offers } from '../../test/fixture/offers';
import { open } from '../../test/render';
import { services } from '../../test/services';
import type { desktop } from '../../wailsjs/go/models';
import { advancedFacts } from './advanced-facts';
import { isChanged } from './advanced-postback';
import { withName } from './postback-names';

const type = (element: HTMLElement, value: string) => fireEvent.change(element, { target: { value } });
const enter = (element: HTMLElement, value: string) => {
  element.focus(); // a field that nobody is in was filled by the browser, and is left alone
  type(element, value);
  fireEvent.keyDown(element, { key: 'Enter' });
};

async function addForm(): Promise<HTMLElement> {
  await screen.findByRole('textbox', { name: 'Offer Name' });
  return screen.getByRole('dialog', { name: 'Add Link Tracking Offer' });
}

const toggle = (form: HTMLElement) => within(form).getByRole('button', { name: /Advanced postback/ });

it('stays folded for a plain CJ offer, and sends what was changed', async () => {
  const given = services();
  const save = vi.spyOn(given.Offers, 'Save');
  open('/offers?add=1', given);
  const form = await addForm();
  expect(toggle(form).getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(toggle(form));
  expect(toggle(form).getAttribute('aria-expanded')).toBe('true');

  type(within(form).getByRole('textbox', { name: 'Offer Name' }), 'Winter');
  fireEvent.click(within(form).getByRole('combobox', { name: 'Network' }));
  fireEvent.click(screen.getByRole('option', { name: 'Everflow' }));
  expect(within(form).getByText('sub1, click_id')).toBeTruthy();
  type(within(form).getByRole('textbox', { name: 'Own name of Transaction ID' }), 'aff_sub');
  fireEvent.click(within(form).getByRole('switch', { name: /Calls must be signed/ }));
  enter(within(form).getByRole('combobox', { name: 'Allowed addresses' }), '192.0.2.0/24');
  enter(within(form).getByRole('combobox', { name: 'Passed on to the shop' }), 'utm_content');
  fireEvent.click(within(form).getByRole('button', { name: 'Save offer' }));

  const detail = await screen.findByRole('dialog', { name: 'Winter' });
  expect(save.mock.calls[0]?.[0]).toMatchObject({
    preset: 'everflow',
    postbackNames: [{ label: 'click_id', value: 'aff_sub' }],
    postbackAmounts: '',
    postbackSigned: true,
    postbackNetworks: ['192.0.2.0/24'],
    passThrough: ['utm_content'],
  });
  expect(within(detail).getByText('Enter this at Everflow, which calls it for each sale.')).toBeTruthy();
  expect(within(detail).getByText('Transaction ID: aff_sub')).toBeTruthy();
});

it('shows the signing key only when asked, with how to sign', async () => {
  const given = services();
  const [row] = offers() as [desktop.OfferRow];
  given.Offers.Get = async () => offerDetail(row, { ...offerDetail(row).form, postbackSigned: true });
  open('/offers?open=o-autumn', given);
  const show = await screen.findByRole('button', { name: 'Show signing key' });
  const detail = screen.getByRole('dialog');
  expect(detail.textContent).not.toContain('5a5a');
  expect(detail.textContent).toContain('HMAC-SHA256');
  fireEvent.click(show);
  expect(await within(detail).findByText('5a'.repeat(32))).toBeTruthy();
});

it('unfolds by itself when something in it is wrong', async () => {
  const given = services();
  given.Offers.Save = async () => {
    throw goError('Some fields need another look.', { passThrough: 'Sid can’t be passed on.' });
  };
  open('/offers?add=1', given);
  const form = await addForm();
  fireEvent.click(within(form).getByRole('button', { name: 'Save offer' }));
  expect(await within(form).findByText('Sid can’t be passed on.')).toBeTruthy();
  expect(toggle(form).getAttribute('aria-expanded')).toBe('true');
});

describe('what is beyond the usual', () => {
  const [row] = offers() as [desktop.OfferRow];
  const plain = offerDetail(row).form;

  it('is nothing for a plain CJ offer', () => {
    expect(isChanged(plain, offerOptions())).toBe(false);
    expect(advancedFacts(plain, offerOptions())).toEqual([]);
  });

  it.each<[Partial<desktop.OfferForm>, string[]]>([
    [{ preset: 'everflow' }, ['Network: Everflow']],
    [{ postbackNames: [{ label: 'click_id', value: 'aff_sub' }] }, ['Own names: Transaction ID: aff_sub']],
    [{ postbackAmounts: 'minor' }, ['Amounts: Cents']],
    [{ postbackNetworks: ['192.0.2.1', '2001:db8::/32'] }, ['Who may call: 192.0.2.1, 2001:db8::/32']],
    [{ passThrough: ['utm_content', 'ref'] }, ['Passed on: utm_content, ref']],
    [{ postbackSigned: true }, []], // the key has a section of its own
  ])('%j', (changes, facts) => {
    const form = { ...plain, ...changes };
    expect(isChanged(form, offerOptions())).toBe(true);
    expect(advancedFacts(form, offerOptions()).map(({ label, value }) => `${label}: ${value}`)).toEqual(
      facts,
    );
  });
});

it('an emptied own name takes the usual one back', () => {
  const one = withName([], 'click_id', 'sub1');
  expect(withName(one, 'click_id', 'sub2')).toEqual([{ label: 'click_id', value: 'sub2' }]);
  expect(withName(one, 'click_id', '')).toEqual([]);
});
