import type { desktop } from '../wailsjs/go/models';

export type Money = desktop.Money;

/** Orders amounts of one currency; minor units are whole numbers, so nothing is rounded. */
export function compareMoney(a: Money, b: Money): number {
  const [left, right] = [BigInt(a.minor), BigInt(b.minor)];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function isZero(amount: Money): boolean {
  return BigInt(amount.minor) === 0n;
}

export function isNegative(amount: Money): boolean {
  return BigInt(amount.minor) < 0n;
}

/** Adds amounts of one currency, for a selection on the screen; the books are kept in Go. */
export function sumMoney(amounts: readonly Money[], zero: Money): Money {
  const minor = amounts.reduce((total, amount) => total + BigInt(amount.minor), 0n);
  return { ...zero, minor: minor.toString(), text: majorText(minor, decimals(zero.text)) };
}

/** The same amount with the other sign. */
export function negated(amount: Money): Money {
  const minor = -BigInt(amount.minor);
  return { ...amount, minor: minor.toString(), text: majorText(minor, decimals(amount.text)) };
}

/** The difference of two amounts of one currency. */
export function subtractMoney(amount: Money, less: Money): Money {
  return sumMoney([amount, negated(less)], amount);
}

/** How many decimals an amount's text has: 2 for "12.50", 0 for "1250". */
export function decimals(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

/** Adds decimals as a person types them, exactly; nothing when one of them is no number. */
export function addDecimals(texts: readonly string[]): string | undefined {
  if (!texts.every((text) => /^-?\d+(\.\d+)?$/.test(text))) return undefined;
  const places = Math.max(0, ...texts.map(decimals));
  const minor = (text: string) => {
    const [whole = '0', part = ''] = text.replace('-', '').split('.');
    const value = BigInt(whole + part.padEnd(places, '0'));
    return text.startsWith('-') ? -value : value;
  };
  return majorText(
    texts.reduce((sum, text) => sum + minor(text), 0n),
    places,
  );
}

/** Nothing, with the decimals of a currency: "0.00", in yen "0". */
export function zeroText(currency: string): string {
  try {
    const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
    return majorText(0n, format.resolvedOptions().maximumFractionDigits ?? 2);
  } catch {
    return '0.00'; // a currency that is not known yet
  }
}

function majorText(minor: bigint, places: number): string {
  const sign = minor < 0n ? '-' : '';
  const digits = (minor < 0n ? -minor : minor).toString().padStart(places + 1, '0');
  if (places === 0) return sign + digits;
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The currency that all amounts share; nothing when there are none or several. */
export function commonCurrency(amounts: readonly Money[]): string | undefined {
  const first = amounts[0]?.currency;
  return amounts.every((amount) => amount.currency === first) ? first : undefined;
}

/** What to write in the place of a decimal comma; a comma before three digits could mean thousands. */
export function pointFor(text: string): string | undefined {
  const comma = /^\s*(-?\d*),(\d{1,2}|\d{4})\s*$/.exec(text);
  return comma ? `Write it with a point: ${comma[1] || '0'}.${comma[2]}` : undefined;
}

/** What amounts come to in each currency, in the order in which the currencies appear. */
export function sumsByCurrency(amounts: readonly Money[]): Money[] {
  return [...new Set(amounts.map(({ currency }) => currency))].flatMap((currency) => {
    const same = amounts.filter((amount) => amount.currency === currency);
    return same.slice(0, 1).map((first) => sumMoney(same, first));
  });
}
