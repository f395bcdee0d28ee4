import { expect, it } from 'vitest';

import { conversionCut, conversionsPath } from './conversions-path';

const cut = {
  status: 'pending,approved',
  memberId: 'm-1',
  offerId: 'o=1&2',
  linkId: 'l-1',
  currency: 'EUR',
  corrected: '12',
  noTests: true,
  where: [{ dimension: 'country', values: ['DE', ''], not: true }],
};
const nothing = {
  status: '',
  memberId: '',
  offerId: '',
  linkId: '',
  currency: '',
  corrected: '',
  noTests: false,
  where: [],
};
const read = (path: string) => conversionCut(new URLSearchParams(path.split('?')[1]));

it('reads from an address what was written into it', () => {
  expect(read(conversionsPath(cut))).toEqual(cut);
  expect(conversionsPath({ period: { from: '2026-01-01', to: '2026-01-31' } })).toBe(
    '/conversions?period=2026-01-01..2026-01-31',
  );
  expect(conversionsPath({ ...nothing, period: { from: '', to: '' } })).toBe('/conversions');
});

it.each(['x', '{}', '[1]', '[{"dimension":"country"}]', '[{"dimension":"a","values":[1],"not":false}]'])(
  'narrows nothing by %s',
  (where) => expect(read(`/conversions?where=${encodeURIComponent(where)}`)).toEqual(nothing),
);
