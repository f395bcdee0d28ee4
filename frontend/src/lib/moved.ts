import type { Format } from './format';
import { isZero, type Money } from './money';

/** By how much an amount moved, with its sign: "+$12.00", "−$40.00", "±$0.00". */
export function amountText(format: Format, moved: Money): string {
  if (isZero(moved)) return `±${format.money(moved)}`;
  return moved.minor.startsWith('-') ? format.money(moved) : `+${format.money(moved)}`;
}

/** By how much a count moved, with its sign. */
export function countText(format: Format, moved: number): string {
  if (moved === 0) return '±0';
  return moved < 0 ? `−${format.count(-moved)}` : `+${format.count(moved)}`;
}
