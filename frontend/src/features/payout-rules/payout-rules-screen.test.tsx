import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { goError } from '../../test/bindings';
import { whatIf } from '../../test/fixture/payout-rules';
import { open } from '../../test/render';
import { services } from '../../test/services';

const at = '/offers/payout-rules?offer=o-autumn';
const type = (element: HTMLElement, value: string) => fireEvent.change(element, { target: { value } });

async function editor(name: string): Promise<ReturnType<typeof within>> {
  await screen.findByLabelText(/^Payout \(% of the sale\)/);
  return within(screen.getByRole('dialog', { name }));
}

it('lists the rules in the order in which they are asked, the ended ones apart', async () => {
  open(at);
  const levels = await screen.findAllByRole('region', { name: /^(First|Then|Last): / });
  expect(levels.map((level) => within(level).getByRole('button').textContent)).toEqual([
    expect.stringContaining('Ana Oliveira'),
    expect.stringContaining('Trail runners'),
    expect.stringContaining('Everybody'),
  ]);
  expect(screen.queryByText(/0\.05 USD/)).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /^Ended/ }));
  expect(screen.getByText('0.05 USD for each unique click')).toBeTruthy();
});

it('is reached from the offer, whose panel names the rules', async () => {
  open('/offers?open=o-autumn');
  const panel = await screen.findByRole('dialog', { name: 'Autumn collection' });
  expect(await within(panel).findByRole('link', { name: 'Trail runners' })).toBeTruthy();
  fireEvent.click(within(panel).getByRole('button', { name: 'Payout rules' }));
  expect(await screen.findByRole('heading', { name: 'Payouts of Autumn collection' })).toBeTruthy();
});

it('publishes the next version from the one that was seen', async () => {
  const given = services();
  const publish = vi.spyOn(given.Rules, 'Publish');
  open(`${at}&open=r-offer&edit=1`, given);
  const form = await editor('Change the payout rule for everybody');
  expect(await form.findByText(/^Pays 10 % of the sale, 12 % from 1000\.00/)).toBeTruthy();
  type(form.getByLabelText(/^Payout \(% of the sale\)/), '9');
  expect(await form.findByText(/^Pays 9 % of the sale/)).toBeTruthy();
  fireEvent.click(form.getByRole('button', { name: 'Publish' }));
  const detail = await screen.findByRole('dialog', { name: 'Payout rule for everybody' });
  expect(within(detail).getAllByText(/^(3|2|1)\.$/)).toHaveLength(3);
  expect(publish.mock.calls[0]?.[0]).toMatchObject({ id: 'r-offer', percent: '9', seen: 'e-70' });
  expect(publish.mock.calls[0]?.[0].tiers).toHaveLength(2);
});

it('says at its field what is missing, and unfolds the part that it is in', async () => {
  const given = services();
  const replay = vi.spyOn(given.Rules, 'WhatIf');
  open(`${at}&add=1`, given);
  const form = await editor('Add payout rule');
  fireEvent.click(form.getByRole('button', { name: /^Tiers/ }));
  fireEvent.click(form.getByRole('button', { name: 'Add tiers' }));
  fireEvent.click(form.getByRole('button', { name: /^Tiers/ }));
  fireEvent.click(form.getByRole('button', { name: 'Try on past sales' }));
  expect(await form.findByText('Some fields need another look.')).toBeTruthy();
  const percent = form.getByLabelText(/^Payout \(% of the sale\)/);
  expect(percent.getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(percent);
  expect(form.getByText('Enter from what on the step counts.')).toBeTruthy();
  expect(replay).not.toHaveBeenCalled();
});

it('warns of a day that is past', async () => {
  open(`${at}&add=1`);
  const form = await editor('Add payout rule');
  type(form.getByLabelText(/^Payout \(% of the sale\)/), '12');
  const day = form.getByLabelText('For sales from');
  type(day, '2026-10-01');
  fireEvent.blur(day);
  const warnings = await form.findByRole('list', { name: 'Warnings' });
  expect(warnings.textContent).toContain('3 of them are paid');

  fireEvent.click(form.getByRole('button', { name: 'Try on past sales' }));
  const replay = within(await screen.findByRole('dialog', { name: 'What if: the rule on past sales' }));
  expect(replay.getByText(/would have earned from Oct 1, 2026 to today/)).toBeTruthy();
  expect(replay.queryByRole('radio', { name: '12 months' })).toBeNull();
  expect(replay.getByRole('list', { name: 'Warnings' }).textContent).toContain('3 of them are paid');
});

it('goes to the first field of the screen that is wrong, also after publishing from the replay', async () => {
  const given = services();
  given.Rules.Publish = () =>
    Promise.reject(goError('Look again.', { name: 'Too long.', percent: 'Too much.' }));
  open(`${at}&open=r-offer&edit=1`, given);
  const form = await editor('Change the payout rule for everybody');
  fireEvent.click(form.getByRole('button', { name: 'Try on past sales' }));
  const replay = within(await screen.findByRole('dialog', { name: 'What if: the rule on past sales' }));
  expect(replay.getByText(/if this rule had been in force all that time/)).toBeTruthy();
  fireEvent.click(replay.getByRole('button', { name: 'Publish' }));
  await screen.findByText('Too long.');
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByLabelText(/^Payout \(% of the sale\)/)),
  );
});

it('names a decimal comma, and says that something needs another look', async () => {
  const given = services();
  given.Rules.Check = async ({ percent }) => ({
    words: '',
    when: [],
    warnings: [],
    fields: { percent: `${percent} is no percentage.` },
  });
  open(`${at}&add=1`, given);
  const form = await editor('Add payout rule');
  type(form.getByLabelText(/^Payout \(% of the sale\)/), '7,5');
  expect(await form.findByText('Write it with a point: 7.5')).toBeTruthy();
  expect(form.getByText('Something above needs another look.')).toBeTruthy();
});

it('asks before what was typed is lost', async () => {
  open(`${at}&open=r-offer&edit=1`);
  const form = await editor('Change the payout rule for everybody');
  const percent = form.getByLabelText(/^Payout \(% of the sale\)/);
  type(percent, '9');
  fireEvent.keyDown(percent, { key: 'Escape' });
  expect(form.getByRole('alert').textContent).toBe('What you changed here is not saved.');
  fireEvent.click(form.getByRole('button', { name: 'Go on editing' }));
  expect((percent as HTMLInputElement).value).toBe('9');
  fireEvent.click(form.getByRole('button', { name: 'Close panel' }));
  fireEvent.click(form.getByRole('button', { name: 'Discard it' }));
  expect(await screen.findByRole('button', { name: 'End rule…' })).toBeTruthy();
});

it('closes at once where nothing was typed', async () => {
  open(`${at}&open=r-offer&edit=1`);
  const form = await editor('Change the payout rule for everybody');
  fireEvent.keyDown(form.getByLabelText(/^Payout \(% of the sale\)/), { key: 'Escape' });
  expect(await screen.findByRole('button', { name: 'End rule…' })).toBeTruthy();
});

it('shows the progress of a replay, then the cost and who gains, and publishes from there', async () => {
  const given = services();
  let step = 0;
  given.Rules.WhatIfState = async () => whatIf(step);
  const publish = vi.spyOn(given.Rules, 'Publish');
  open(`${at}&open=r-offer&edit=1`, given);
  const form = await editor('Change the payout rule for everybody');
  fireEvent.click(form.getByRole('button', { name: 'Try on past sales' }));
  const replay = within(await screen.findByRole('dialog', { name: 'What if: the rule on past sales' }));
  step = 2107;
  expect(await replay.findByText('2,107 of 4,214 conversions')).toBeTruthy();
  expect(replay.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('50');
  step = 4214;
  expect(
    await replay.findByText('3 members would have earned more, 1 member less, 6 members the same.'),
  ).toBeTruthy();
  expect(replay.getByText('+$113.55')).toBeTruthy();
  const rows = within(replay.getByRole('table', { name: 'Who gains, who loses' })).getAllByRole('row');
  expect(rows[1]?.textContent).toContain('Ana Oliveira');
  expect(rows[3]?.textContent).toContain('−16.32');
  fireEvent.click(replay.getByRole('button', { name: 'Publish' }));
  await waitFor(() => expect(publish).toHaveBeenCalledOnce());
});

it('cancels a replay on demand, and when nobody looks at it any more', async () => {
  const given = services();
  let cancelled = false;
  given.Rules.WhatIfState = async () => whatIf(100, cancelled ? { state: 'cancelled' } : {});
  const stop = vi.spyOn(given.Rules, 'CancelWhatIf').mockImplementation(async () => {
    cancelled = true;
  });
  const start = vi.spyOn(given.Rules, 'WhatIf');
  open(`${at}&open=r-offer&edit=1`, given);
  const form = await editor('Change the payout rule for everybody');
  fireEvent.click(form.getByRole('button', { name: 'Try on past sales' }));
  const replay = within(await screen.findByRole('dialog', { name: 'What if: the rule on past sales' }));
  await replay.findByText('100 of 4,214 conversions');
  fireEvent.click(replay.getByRole('button', { name: 'Cancel' }));
  expect(await replay.findByText('The replay was cancelled.')).toBeTruthy();
  expect(stop).toHaveBeenCalledWith('w-1');

  fireEvent.click(replay.getByRole('radio', { name: '12 months' }));
  await waitFor(() => expect(start).toHaveBeenLastCalledWith(expect.objectContaining({ months: 12 })));
  stop.mockClear();
  await waitFor(() => expect(replay.queryByText('Collecting the sales…')).toBeNull());
  fireEvent.click(replay.getByRole('button', { name: 'Back to the form' }));
  await waitFor(() => expect(stop).toHaveBeenCalledOnce());
  expect(await editor('Change the payout rule for everybody')).toBeTruthy();
});

it('ends a rule from a day on', async () => {
  const given = services();
  const end = vi.spyOn(given.Rules, 'End');
  open(`${at}&open=r-ana`, given);
  fireEvent.click(await screen.findByRole('button', { name: 'End rule…' }));
  fireEvent.click(screen.getByRole('button', { name: 'End rule' }));
  await waitFor(() => expect(end).toHaveBeenCalledWith('r-ana', '2026-11-22', 'e-71'));
  expect(await screen.findByRole('button', { name: 'Start it again' })).toBeTruthy();
});

it('says of the last rule for everybody what its end means, and then that none is in force', async () => {
  open(`${at}&open=r-offer`);
  fireEvent.click(await screen.findByRole('button', { name: 'End rule…' }));
  expect(screen.getByText(/members without a rule of their own earn nothing from then on/)).toBeTruthy();
  expect(screen.queryByRole('region', { name: 'No rule for everybody is in force' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'End rule' }));
  expect(await screen.findByRole('region', { name: 'No rule for everybody is in force' })).toBeTruthy();
});

it('warns of an end in the past and asks again', async () => {
  const given = services();
  const end = vi.spyOn(given.Rules, 'End');
  open(`${at}&open=r-ana`, given);
  fireEvent.click(await screen.findByRole('button', { name: 'End rule…' }));
  expect(screen.getByText(/^Sales from this day on are worked out again, by the next rule/)).toBeTruthy();
  fireEvent.input(screen.getByLabelText(/^First day without it/), { target: { value: '2026-10-01' } });
  expect(screen.getByRole('region', { name: 'Oct 1, 2026 is past' }).textContent).toContain('are paid');
  fireEvent.click(screen.getByRole('button', { name: 'End rule' }));
  const sure = await screen.findByRole('button', { name: 'Yes, end it from Oct 1, 2026 on' });
  expect(end).not.toHaveBeenCalled();
  fireEvent.click(sure);
  await waitFor(() => expect(end).toHaveBeenCalledWith('r-ana', '2026-10-01', 'e-71'));
});
