import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { statement } from '../../test/fixture/books';
import { money } from '../../test/fixture/money';
import { open } from '../../test/render';
import { services } from '../../test/services';

const region = () => screen.findByRole('region', { name: 'Statement in USD' });
const type = (element: HTMLElement, value: string) => fireEvent.change(element, { target: { value } });

it('leads from a member to what they earned, were paid and are owed this month', async () => {
  const given = services();
  const ask = vi.spyOn(given.Books, 'Statement');
  open('/members?open=m-ana', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Statement' }));
  const main = await screen.findByRole('main'); // the sheet to print has the heading, too
  expect(await within(main).findByRole('heading', { name: 'Statement of Ana Oliveira' })).toBeTruthy();
  const dollars = await region();
  for (const figure of ['Opening$96.00', 'Earned$29.90', 'Paid$96.00', 'Closing$29.90', 'Pending$12.00']) {
    expect(dollars.textContent).toContain(figure);
  }
  const payment = within(dollars).getByRole('row', { name: 'Payment 3, 2026-11-02' });
  expect(
    within(payment)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['Nov 2', 'Payment 3', '–', 'Paid', '–', '96.00', '25.00']);
  expect(ask).toHaveBeenLastCalledWith('m-ana', { from: '2026-11-01', to: '2026-11-30' });
  expect(screen.getByRole('link', { name: 'Members' }).getAttribute('aria-current')).toBe('page');
});

it('asks for another period and another member', async () => {
  const given = services();
  const ask = vi.spyOn(given.Books, 'Statement');
  open('/members/statement?member=m-ana', given);
  await region();
  fireEvent.click(screen.getByRole('radio', { name: 'Last month' }));
  await waitFor(() =>
    expect(ask).toHaveBeenLastCalledWith('m-ana', { from: '2026-10-01', to: '2026-10-31' }),
  );
  fireEvent.click(screen.getByRole('combobox', { name: 'Member' }));
  fireEvent.click(await screen.findByRole('option', { name: 'Ben Achterberg', hidden: true }));
  expect(await screen.findByRole('heading', { name: 'Statement of Ben Achterberg' })).toBeTruthy();
  await waitFor(() =>
    expect(ask).toHaveBeenLastCalledWith('m-ben', { from: '2026-10-01', to: '2026-10-31' }),
  );
});

it('tells why a row is what it is, and leads to its conversion', async () => {
  open('/members/statement?member=m-ana');
  const dollars = await region();
  expect(within(dollars).queryByText(/10 % of the sale of 49.00 USD/)).toBeNull();
  fireEvent.click(within(dollars).getByRole('row', { name: /order NW-10482/ }));
  expect(within(dollars).getByText(/10 % of the sale of 49.00 USD/)).toBeTruthy();
  fireEvent.click(within(dollars).getByRole('link', { name: 'Show the conversion' }));
  expect(window.location.hash).toBe('#/conversions?open=c-1');
});

it('goes with the arrow keys past the why of an open row', async () => {
  open('/members/statement?member=m-ana');
  const dollars = await region();
  const sale = within(dollars).getByRole('row', { name: /order NW-10482/ });
  fireEvent.keyDown(sale, { key: 'Enter' });
  expect(within(dollars).getByText(/10 % of the sale of 49.00 USD/)).toBeTruthy();
  fireEvent.keyDown(sale, { key: 'ArrowDown' });
  expect(document.activeElement?.getAttribute('aria-label')).toContain('order NW-10481');
});

it('keeps currencies apart', async () => {
  const given = services();
  const [dollars] = statement().currencies;
  const yen = { ...dollars, currency: 'JPY', closing: { ...money(0, 'JPY'), minor: '1250', text: '1250' } };
  given.Books.Statement = async () =>
    statement({ currencies: [dollars, yen] as ReturnType<typeof statement>['currencies'] });
  open('/members/statement?member=m-ana', given);
  const other = await screen.findByRole('region', { name: 'Statement in JPY' });
  expect(other.textContent).toContain('¥1,250');
  expect(within(other).getByText('Earned (JPY)')).toBeTruthy();
  expect((await region()).textContent).not.toContain('1,250');
});

async function exportAs(name: string) {
  fireEvent.click(screen.getByRole('button', { name: 'Export' }));
  fireEvent.click(await screen.findByRole('menuitem', { name }));
}

it('exports the statement, and prints it with workspace, member and period', async () => {
  const given = services();
  const [csv, print] = [vi.spyOn(given.Books, 'ExportStatement'), vi.spyOn(given.Workspace, 'Print')];
  open('/members/statement?member=m-ana', given);
  await region();
  await exportAs('CSV');
  expect(await screen.findByText('Statement written: statement.csv')).toBeTruthy();
  expect(csv).toHaveBeenCalledWith('m-ana', { from: '2026-11-01', to: '2026-11-30' });
  const sheet = screen.getByTestId('statement-sheet');
  for (const text of ['Northwind Outdoor', 'Statement of Ana Oliveira', 'Nov 1, 2026 to Nov 30, 2026']) {
    expect(sheet.textContent).toContain(text);
  }
  expect(within(sheet).getByText(/order NW-10481, pending/)).toBeTruthy();
  expect(within(sheet).getByText('(12.00)')).toBeTruthy(); // it is not in the total
  fireEvent.click(screen.getByRole('button', { name: 'Print' }));
  await waitFor(() => expect(print).toHaveBeenCalledOnce());
});

it('gives a bonus only with a reason, and shows it not synced', async () => {
  const given = services();
  const adjust = vi.spyOn(given.Books, 'Adjust');
  open('/members/statement?member=m-ana', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Bonus or correction' }));
  const panel = await screen.findByRole('dialog', { name: 'Bonus or correction for Ana Oliveira' });
  type(within(panel).getByRole('textbox', { name: /^Amount/ }), '12,50');
  fireEvent.click(within(panel).getByRole('button', { name: 'Give bonus' }));
  expect(await within(panel).findByText(/Enter a reason/)).toBeTruthy();
  expect(adjust).not.toHaveBeenCalled();
  type(within(panel).getByRole('textbox', { name: /^Reason/ }), ' First 100 sales ');
  fireEvent.click(within(panel).getByRole('button', { name: 'Give bonus' }));
  expect(await within(panel).findByText('Write it like 250.00.')).toBeTruthy();
  type(within(panel).getByRole('textbox', { name: /^Amount/ }), '12.50');
  fireEvent.click(within(panel).getByRole('button', { name: 'Give bonus' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(adjust).toHaveBeenLastCalledWith({
    memberId: 'm-ana',
    kind: 'bonus',
    amount: '12.50',
    day: '2026-11-22',
    reason: 'First 100 sales',
  });
  const row = await screen.findByRole('row', { name: 'Bonus: First 100 sales' });
  expect(within(row).getByRole('img', { name: 'not synced' })).toBeTruthy();
});

it('corrects in either direction', async () => {
  const given = services();
  const adjust = vi.spyOn(given.Books, 'Adjust');
  open('/members/statement?member=m-ana&do=adjust', given);
  const panel = await screen.findByRole('dialog', { name: /^Bonus or correction/ });
  fireEvent.click(within(panel).getByRole('radio', { name: 'Correction' }));
  expect(within(panel).getByText(/taken off the next payment/)).toBeTruthy();
  type(within(panel).getByRole('textbox', { name: /^Amount/ }), '-3.00');
  type(within(panel).getByRole('textbox', { name: /^Reason/ }), 'counted twice');
  fireEvent.click(within(panel).getByRole('button', { name: 'Save correction' }));
  await waitFor(() =>
    expect(adjust.mock.calls[0]?.[0]).toMatchObject({ kind: 'correction', amount: '-3.00' }),
  );
});

it('cancels an adjustment with a reason, and not one that was paid', async () => {
  const given = services();
  const cancel = vi.spyOn(given.Books, 'CancelAdjustment');
  open('/members/statement?adjustment=a-1', given); // as a transfer of the books leads here
  const panel = await screen.findByRole('dialog', { name: 'Bonus of $25.00' });
  fireEvent.click(within(panel).getByRole('button', { name: 'Cancel it…' }));
  const form = within(panel).getByRole('form', { name: 'Cancel it' });
  fireEvent.click(within(form).getByRole('button', { name: 'Cancel bonus' }));
  expect(await within(form).findByText(/Enter a reason/)).toBeTruthy();
  expect(cancel).not.toHaveBeenCalled();
  type(within(form).getByRole('textbox', { name: 'Reason' }), 'meant for Ben');
  fireEvent.click(within(form).getByRole('button', { name: 'Cancel bonus' }));
  expect(await within(panel).findByText('meant for Ben')).toBeTruthy();
  expect(cancel).toHaveBeenCalledWith('a-1', 'meant for Ben');

  fireEvent.click(screen.getByRole('row', { name: /^Correction/ }));
  const paid = await screen.findByRole('dialog', { name: 'Correction of −$3.00' });
  expect(within(paid).queryByRole('button', { name: 'Cancel it…' })).toBeNull();
});

it('asks whose statement it is, and says when nothing happened', async () => {
  open('/members/statement', services('empty'));
  expect(await screen.findByText(/^Choose a member/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Export' }));
  expect(await screen.findByRole('menuitem', { name: 'All members, as PDF…' })).toBeTruthy();
  expect(screen.queryByRole('menuitem', { name: 'CSV' })).toBeNull();
});

it('says when nothing was earned or paid in the period', async () => {
  open('/members/statement?member=m-ana', services('empty'));
  expect((await screen.findAllByText('Nothing was earned or paid in this period.')).length).toBeGreaterThan(
    0,
  );
});

it('exports a statement as PDF, and those of all members', async () => {
  const given = services();
  const [pdf, all] = [vi.spyOn(given.Books, 'ExportStatementPDF'), vi.spyOn(given.Books, 'ExportStatements')];
  open('/members/statement?member=m-ana', given);
  await region();
  await exportAs('PDF');
  expect(await screen.findByText('Statement written: statement.pdf')).toBeTruthy();
  const period = { from: '2026-11-01', to: '2026-11-30' };
  expect(pdf).toHaveBeenCalledWith('m-ana', period);
  await exportAs('All members, as PDF…');
  const panel = await screen.findByRole('dialog', { name: 'Statements of all members' });
  fireEvent.click(within(panel).getByRole('button', { name: 'Save file…' }));
  expect(await within(panel).findByText('Saved as statements.zip: 9 statements.')).toBeTruthy();
  expect(all).toHaveBeenCalledWith(period);
});

it.each([
  ['cancelled', '', 'It was cancelled; no file was written.'],
  ['failed', 'No member has anything in this period.', 'No member has anything in this period.'],
])('says when the statements of all members are %s', async (state, error, says) => {
  const given = services();
  const run = { ...(await given.Books.StatementsState('w-1')), state, error, hint: '' };
  given.Books.ExportStatements = async () => run;
  given.Books.StatementsState = async () => run;
  open('/members/statement?do=all', given);
  const panel = await screen.findByRole('dialog', { name: 'Statements of all members' });
  fireEvent.click(within(panel).getByRole('button', { name: 'Save file…' }));
  expect(await within(panel).findByText(says)).toBeTruthy();
});
