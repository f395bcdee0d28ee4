import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { goError } from '../../test/bindings';
import { reportChoices, valuesOf } from '../../test/fixture/explorer';
import { open } from '../../test/render';
import { services } from '../../test/services';
import type { desktop } from '../../wailsjs/go/models';
import { readQuestion } from './address';
import { presets } from './presets';

const address = () => {
  const [, search = ''] = window.location.hash.split('?');
  return new URLSearchParams(search);
};
const table = () => screen.findByRole('table', { name: 'Report in USD' });

/** Chooses from a list that is opened by its field. */
async function choose(field: string, option: string) {
  const box = await screen.findByRole('combobox', { name: field });
  fireEvent.click(box);
  const found = await waitFor(() => {
    const list = document.getElementById(box.getAttribute('aria-controls') ?? '');
    const options = [...(list?.querySelectorAll('[role=option]') ?? [])];
    const one = options.find(({ textContent }) => textContent?.startsWith(option));
    if (!one) throw new Error(`no option ${option}`);
    return one;
  });
  fireEvent.click(found);
}

it('asks by member at first, and says what a row and a figure are', async () => {
  const given = services();
  const asked = vi.spyOn(given.Explorer, 'Ask');
  open('/reports', given);
  const rows = await within(await table()).findAllByRole('row');
  expect(rows).toHaveLength(1 + 5 + 1); // heads, members, total
  expect(rows[1]?.getAttribute('aria-label')).toBe('Ana Oliveira');
  expect(asked.mock.calls[0]?.[0]).toMatchObject({
    by: ['member'],
    period: { from: '2026-10-24', to: '2026-11-22' },
    fill: false,
  });
  expect(await screen.findByRole('img', { name: /^Bar chart of 5 bars\. Sales: highest/ })).toBeTruthy();
});

it('sorts by a click on a head, and the back button takes that back', async () => {
  const given = services();
  const asked = vi.spyOn(given.Explorer, 'Ask');
  open('/reports', given);
  fireEvent.click(within(await table()).getByRole('button', { name: 'Sales (USD)' }));
  await waitFor(() => expect(address().get('sort')).toBe('-sales'));
  await waitFor(() =>
    expect(asked.mock.lastCall?.[0].sort).toMatchObject({ measure: 'sales', descending: true }),
  );
  window.history.back();
  await waitFor(() => expect(address().get('sort')).toBeNull());
});

it('drills from a row to the next level, and then to the conversions behind it', async () => {
  open('/reports?rows=offer');
  fireEvent.click(await screen.findByRole('row', { name: 'Wool throw' }));
  await waitFor(() => expect(address().get('rows')).toBeNull()); // members, as at first
  expect(address().get('where')).toBe('offer:o-Wool');
  fireEvent.click(await screen.findByRole('row', { name: 'Ben Achterberg' }));
  await waitFor(() => expect(address().get('rows')).toBe('link'));
  fireEvent.click(await screen.findByRole('row', { name: 'Two' }));
  await waitFor(() => expect(window.location.hash).toMatch(/^#\/conversions\?/));
  expect(JSON.parse(address().get('where') ?? '')).toEqual([
    { dimension: 'offer', values: ['o-Wool'], not: false },
    { dimension: 'member', values: ['m-Ben'], not: false },
    { dimension: 'link', values: ['l-Two'], not: false },
  ]);
  expect(address().get('currency')).toBe('USD');
});

it('looks at a row in another way, and leaves one out', async () => {
  open('/reports?show=sales,clicks');
  fireEvent.click(await screen.findByRole('button', { name: 'More about Ana Oliveira' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Without Ana Oliveira' }));
  await waitFor(() => expect(address().get('where')).toBe('!member:m-Ana'));
  await waitFor(() => expect(screen.queryByRole('row', { name: 'Ana Oliveira' })).toBeNull());
  fireEvent.click(await screen.findByRole('button', { name: 'More about Ben Achterberg' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Day' }));
  await waitFor(() => expect(address().get('rows')).toBe('day'));
  expect(await screen.findByRole('img', { name: /^Line chart over 22 points/ })).toBeTruthy();
});

it('compares, and says the change in a word beside its sign', async () => {
  open('/reports?show=sales,clicks');
  await table();
  await choose('Compare', 'Against the year before');
  await waitFor(() => expect(address().get('compare')).toBe('year'));
  const row = await screen.findByRole('row', { name: 'Ana Oliveira' });
  await waitFor(() => expect(row.textContent).toMatch(/\+12\.5 % more/));
  expect(row.textContent).toMatch(/−3\.0 % less/);
});

it('takes rows, columns and figures, and shows each currency by itself', async () => {
  const given = services();
  const asked = vi.spyOn(given.Explorer, 'Ask');
  open('/reports?show=sales&where=member%3Am-Ana', given);
  await table();
  await choose('Add to rows', 'Offer');
  await waitFor(() => expect(address().get('rows')).toBe('member,offer'));
  fireEvent.click(await screen.findByRole('button', { name: 'Put Offer before Member' }));
  await waitFor(() => expect(address().get('rows')).toBe('offer,member'));
  await choose('Columns', 'Month');
  await waitFor(() => expect(address().get('columns')).toBe('month'));
  fireEvent.click(screen.getByRole('button', { name: '1 figure' }));
  fireEvent.click(await screen.findByRole('checkbox', { name: 'AOV' }));
  await waitFor(() => expect(address().get('show')).toMatch(/,aov$/));
  await waitFor(() =>
    expect(asked.mock.calls.some(([{ across, by }]) => across === 'month' && by.length === 2)).toBe(true),
  );
  fireEvent.click(await screen.findByRole('radio', { name: 'EUR' }));
  expect(await screen.findByRole('table', { name: 'Report in EUR' })).toBeTruthy();
  expect(address().get('currency')).toBe('EUR');
});

it('filters by values that are searched for, and all but them', async () => {
  open('/reports?show=sales');
  await table();
  await choose('Add a filter', 'Offer');
  fireEvent.change(await screen.findByRole('textbox', { name: 'Search Offer' }), {
    target: { value: 'wool' },
  });
  await waitFor(() => expect(screen.queryByRole('checkbox', { name: 'Autumn collection' })).toBeNull());
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Wool throw' }));
  await waitFor(() => expect(address().get('where')).toBe('offer:o-Wool'));
  fireEvent.click(screen.getByRole('radio', { name: 'All but these' }));
  await waitFor(() => expect(address().get('where')).toBe('!offer:o-Wool'));
  expect(await screen.findByRole('button', { name: 'Offer is not Wool throw' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Take out the filter Offer' }));
  await waitFor(() => expect(address().get('where')).toBeNull());
});

it('tells what of an address can’t be asked, and goes on without it', async () => {
  open('/reports?rows=moon&compare=year&view=pie');
  const notice = await screen.findByRole('region', { name: 'Part of this address can’t be asked' });
  expect(notice.textContent).toContain('rows=moon view=pie');
  fireEvent.click(within(notice).getByRole('button', { name: 'Go on without it' }));
  await waitFor(() => expect(window.location.hash).toBe('#/reports?compare=year'));
  expect(screen.queryByText(/It was left out/)).toBeNull();
});

it('keeps a question as a view', async () => {
  const given = services();
  const keep = vi.spyOn(given.Layouts, 'Keep');
  open('/reports?rows=offer&show=sales&where=offer%3Ao-Wool', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Views' }));
  const name = await screen.findByRole('textbox', { name: 'Save what is shown as' });
  fireEvent.change(name, { target: { value: 'Wool' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save view' }));
  await waitFor(() => expect(keep).toHaveBeenCalledOnce());
  const query = keep.mock.calls[0]?.[0].views[0]?.query ?? '';
  expect(readQuestion(new URLSearchParams(query), reportChoices())).toMatchObject({
    wrong: [],
    question: { rows: ['offer'], where: [{ dimension: 'offer', values: ['o-Wool'], not: false }] },
  });
});

it('says what is not known, and that the relay could tell', async () => {
  const given = services();
  const answer = given.Explorer.Ask;
  const missing: desktop.Figure = {
    text: '',
    minor: '',
    currency: '',
    missing: 'Clicks are not known here.',
  };
  given.Explorer.Ask = async (question) => {
    const found = await answer(question);
    for (const { rows } of found.tables) {
      for (const { total } of rows) total[0] = { value: missing, before: missing, change: '' };
    }
    return found;
  };
  open('/reports?rows=country&show=clicks%2Csales', given);
  expect(await screen.findByText(/Clicks are not known by country and member together/)).toBeTruthy();
  const [first] = await screen.findAllByTitle('Clicks are not known here.');
  expect(first?.textContent).toBe('–');

  const told = { id: 'r1', state: 'done', error: '', hint: '', keptFrom: '', asOf: '2026-11-22T14:00:00Z' };
  const [country] = valuesOf('country');
  const asked = vi.spyOn(given.Quality, 'AskRelay').mockImplementation(async (question) => {
    const filled = await answer({ ...question, limit: 0 });
    for (const table of filled.tables) table.rows = table.rows.slice(0, 1);
    return { ...told, answer: filled };
  });
  given.Quality.RelayAnswerState = async () => ({
    ...told,
    answer: await answer(asked.mock.calls[0]?.[0] as desktop.ReportQuestion),
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Ask the relay' }));
  expect(await screen.findByText(/counted by the relay, click by click/)).toBeTruthy();
  expect(asked).toHaveBeenCalledWith(expect.objectContaining({ by: ['country'] }));
  const row = await screen.findByRole('row', { name: country?.name });
  await waitFor(() => expect(within(row).queryByTitle('Clicks are not known here.')).toBeNull());
});

it('shows the reason when a question fails, and asks again', async () => {
  const given = services();
  const answer = given.Explorer.Ask;
  given.Explorer.Ask = async () => {
    throw goError('The first day is after the last one.');
  };
  open('/reports', given);
  expect(await screen.findByText('The first day is after the last one.')).toBeTruthy();
  given.Explorer.Ask = answer;
  fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
  await table();
});

it('has ready-made reports that can all be asked', async () => {
  const { dimensions, measures } = reportChoices();
  for (const { question } of presets) {
    for (const id of question.rows) expect(dimensions.map((one) => one.id)).toContain(id);
    for (const id of question.measures) expect(measures.map((one) => one.id)).toContain(id);
  }
  open('/reports?where=offer%3Ao-Wool');
  fireEvent.click(await screen.findByRole('button', { name: 'Ready-made reports' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: /^Weekdays and hours/ }));
  expect(await screen.findByRole('img', { name: /^Heat map of 7 by 24.*Sunday, 23/ })).toBeTruthy();
  expect(address().get('where')).toBe('offer:o-Wool');
  fireEvent.click(screen.getByRole('radio', { name: 'Conversions' }));
  expect(await screen.findByText('The hour of 4 more conversions is not known.')).toBeTruthy();
});

it.each([
  ['funnel', /^Funnel of 2 steps. Clicks: 9,000.*Paid: 90 \(1 % · /],
  ['cohorts', /^Heat map of 1 by 2: First conversion in and Months after/],
])('shows %s', async (view, described) => {
  open(`/reports?view=${view}`);
  expect(await screen.findByRole('img', { name: described })).toBeTruthy();
});

it('says in an empty workspace that nothing has happened', async () => {
  open('/reports?period=all-time', services('empty'));
  expect(await screen.findByText('Nothing has happened yet.')).toBeTruthy();
});
