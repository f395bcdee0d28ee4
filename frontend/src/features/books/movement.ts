import { type Money, negated } from '../../lib/money';
import type { desktop } from '../../wailsjs/go/models';
import { kinds } from './kinds';

interface Movement {
  /** The title of the account at the other end. */
  other: string;
  /** What it does to the account's balance: positive when that grows. */
  signed: Money;
}

/** A transfer as one of its two accounts sees it. */
export function movement(row: desktop.BookTransfer, account: desktop.BookAccount): Movement {
  const side = isPart(row.debit, account.account) ? 'debit' : 'credit';
  return {
    other: side === 'debit' ? row.creditTitle : row.debitTitle,
    signed: kinds[account.kind]?.grows === side ? row.amount : negated(row.amount),
  };
}

/** "members:payable" stands for the account of that name of each member. */
function isPart(name: string, account: string): boolean {
  if (!account.startsWith('members:')) return name === account;
  return name.startsWith('member:') && name.endsWith(account.slice('members'.length));
}
