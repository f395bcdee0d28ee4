import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';

import { conversionDetail, conversions } from '../../test/fixture/conversions';
import { open } from '../../test/render';
import { services } from '../../test/services';
import type { desktop } from '../../wailsjs/go/models';

function withRow(changes: Partial<desktop.ConversionRow>) {
  const given = services();
  const row = { ...(conversions()[4] as desktop.ConversionRow), ...changes };
  given.Conversions.Get = async () => conversionDetail(row);
  return given;
}

it('says what CJ says beside its status: action, locking, the brand’s word, when it paid', async () => {
  open(
    '/conversions?open=c-4',
    withRow({
      actionType: 'item_sale',
      locking: 'final after the 10th of the next month',
      validation: 'ACCEPTED',
      receivedOn: '2026-12-04',
      pid: '100812345',
    }),
  );
  expect(await screen.findByText('Locked on')).toBeTruthy();
  for (const words of [
    'Sale, item by item',
    '· final after the 10th of the next month',
    'Accepted by the brand',
    'Dec 4, 2026',
    '100812345',
  ]) {
    expect(screen.getByText(words)).toBeTruthy();
  }
});

it('calls a bonus by its name, not nobody’s', async () => {
  open('/conversions?open=c-4', withRow({ actionType: 'bonus', memberName: '', memberId: '' }));
  expect(await screen.findByRole('dialog', { name: /^Bonus from CJ · / })).toBeTruthy();
});

it('keeps CJ’s history apart from ours, in one order', async () => {
  open('/conversions?open=c-4');
  const listed = await screen.findByText('CJ lists the sale as new');
  expect(listed.closest('li')?.dataset.atCj).toBe('true');
  const clicked = screen.getByText('Clicked on the member link');
  expect(clicked.closest('li')?.dataset.atCj).toBeUndefined();
  expect(clicked.compareDocumentPosition(listed) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});
