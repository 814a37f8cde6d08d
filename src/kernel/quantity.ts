/** Quantities are integers of the smallest unit that is sold: a frame, a pair of lenses, a box, a bottle. */
import { foldWidth } from './money.ts';
import { refuse, succeed, type Result } from './result.ts';

export type Quantity = number & { readonly __unit?: 'piece' };

/** Far above any shop, so that sums of millions of rows stay exact. */
export const MAX_QUANTITY = 10_000_000;

/** Refusals: `not-a-whole-number`, `quantity-too-large`. */
export function parseQuantity(typed: string): Result<Quantity> {
  const text = foldWidth(typed)
    .replace(/\s/g, '')
    .replace(/(\d),(?=\d{3}(?:\D|$))/g, '$1');
  if (!/^[+-]?\d+(?:\.0+)?$/.test(text)) return refuse('not-a-whole-number', { typed });
  const value = Number(text);
  if (Math.abs(value) > MAX_QUANTITY) return refuse('quantity-too-large', { typed });
  return succeed(value === 0 ? 0 : value);
}

/**
 * Thousands separators, a plain hyphen for minus: what a till receipt can print. A computed number may have decimals
 * (an average); they stay as they are.
 */
export function formatQuantity(quantity: number): string {
  const [whole = '', ...decimals] = quantity.toString().split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...decimals].join('.');
}
