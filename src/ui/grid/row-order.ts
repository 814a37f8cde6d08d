/**
 * Sorting 100,000 rows within a blink. Comparing Chinese text costs a microsecond a pair, and a column of brands holds
 * few different ones: the distinct texts are sorted once, then rows are sorted by the rank of theirs.
 * Empty cells and errors come last in both directions, as in Excel.
 */
import { isCellError, type ComputedValue } from '#schema/computed.ts';
import type { RowArray } from '#schema/table.ts';

export type Direction = 'up' | 'down';

export interface RowOrder {
  readonly direction: Direction;
  /** What to sort by; null comes last. */
  readonly keyOf: (row: RowArray) => string | number | null;
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

export function sortKey(value: ComputedValue): string | number | null {
  if (value === null || value === '' || isCellError(value)) return null;
  return typeof value === 'boolean' ? Number(value) : value;
}

/** Stable: rows with equal keys keep the order they came in. */
export function sortRows(rows: readonly RowArray[], { direction, keyOf }: RowOrder): RowArray[] {
  const keys = rows.map(keyOf);
  const ranks = ranksOf(keys);
  const numbers = new Float64Array(rows.length);
  const sign = direction === 'up' ? 1 : -1;
  keys.forEach((key, i) => {
    numbers[i] = key === null ? Infinity : sign * (typeof key === 'number' ? key : ranks.get(key)!);
  });
  const places = Uint32Array.from(rows.keys());
  places.sort((a, b) => (numbers[a]! < numbers[b]! ? -1 : numbers[a]! > numbers[b]! ? 1 : a - b));
  return Array.from(places, (place) => rows[place]!);
}

/** Negative: `a` stands before `b`. */
export function compareRows(order: RowOrder, a: RowArray, b: RowArray): number {
  const [left, right] = [order.keyOf(a), order.keyOf(b)];
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
  const compared =
    typeof left === 'number' && typeof right === 'number' ? left - right : compareTexts(String(left), String(right));
  return order.direction === 'up' ? compared : -compared;
}

function ranksOf(keys: readonly (string | number | null)[]): ReadonlyMap<string, number> {
  const texts = new Set<string>();
  for (const key of keys) if (typeof key === 'string') texts.add(key);
  return new Map([...texts].sort(compareTexts).map((text, rank) => [text, rank]));
}

const PLAIN = /^[\x20-\x7e]*$/;
const DIGITS_OF_ONE_LENGTH = /^[A-Z-]*\d+$/;

/** Codes such as F100245 of equal length compare alike either way, and plainly a hundred times faster. */
function compareTexts(a: string, b: string): number {
  if (
    a.length === b.length &&
    PLAIN.test(a) &&
    PLAIN.test(b) &&
    DIGITS_OF_ONE_LENGTH.test(a) &&
    DIGITS_OF_ONE_LENGTH.test(b)
  )
    return a < b ? -1 : a > b ? 1 : 0;
  return collator.compare(a, b);
}
