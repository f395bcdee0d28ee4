import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';

import { asCJ } from '../../../test/fixture/cash';
import { open } from '../../../test/render';
import { services } from '../../../test/services';
import type { desktop } from '../../../wailsjs/go/models';

it('leads from CJ’s whole to the members’ sum, line by line', async () => {
  open('/payments?view=as-cj');
  const table = await screen.findByRole('table', { name: 'As CJ sees it, USD' });
  const lines = within(table).getAllByRole('rowheader');
  expect(lines[0]?.textContent).toContain('CJ’s whole');
  expect(lines.at(-1)?.textContent).toContain('Our members');
  expect(within(table).getByRole('row', { name: /^Test purchases/ }).textContent).toContain('−36.00');
  expect(screen.getByText('Every difference in USD is explained, to the cent.')).toBeTruthy();
});

const [side] = asCJ().totals as [desktop.AsCJSide];

it.each<[string, Partial<desktop.AsCJSide>, string]>([
  ['equal', { rows: [side.rows[0], side.rows[4]] as desktop.AsCJRow[] }, 'Equal in USD, to the cent.'],
  ['not explained', { equal: false }, 'A difference in USD is not explained'],
])('says whether it is %s', async (_, changes, words) => {
  const given = services();
  given.Cash.AsCJ = async () => ({ ...asCJ(), totals: [{ ...side, ...changes }] });
  open('/payments?view=as-cj', given);
  expect(await screen.findByText(words)).toBeTruthy();
});
