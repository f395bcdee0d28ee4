import { expect, it } from 'vitest';

import { books, transfers } from '../../test/fixture/books';
import { movement } from './movement';

const [sale] = transfers();
const accounts = books().currencies.flatMap((currency) => currency.accounts);

// The transfer debits the members' costs and credits what Ana is owed.
it.each([
  ['expense:member', '4.90', 'Owed to Ana Oliveira'],
  ['members:payable', '4.90', 'Payouts of members'],
])('%s sees the transfer as %s with “%s”', (name, signed, other) => {
  const account = accounts.find((one) => one.account === name);
  if (!sale || !account) throw new Error('the fixture lacks it');
  const seen = movement(sale, account);
  expect([seen.signed.text, seen.other]).toEqual([signed, other]);
  const back = { ...sale, debit: sale.credit, credit: sale.debit };
  expect(movement(back, account).signed.text).toBe(`-${signed}`);
});

it('an account of one member is not another’s', () => {
  const account = accounts.find((one) => one.account === 'members:recover');
  if (!sale || !account) throw new Error('the fixture lacks it');
  const taken = { ...sale, debit: 'member:m-ana:recover', credit: 'member:m-ana:payable' };
  expect(movement(taken, account).signed.text).toBe('4.90'); // to be taken back grows
});
