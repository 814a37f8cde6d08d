/**
 * What has been counted of one measure in one cell. A tally is plain data, and two of them can be put together without
 * losing anything: an average of a subtotal is that of its rows, a distinct count that of all its values.
 *
 * Sums do not depend on the order of the rows, so every replica shows the same last digit: whole numbers (fen, pieces)
 * add up exactly, fractions of a manager's formula in billionths.
 */
import { isCellError, type ComputedValue } from '#schema/computed.ts';
import type { ReportMeasure } from '#schema/report.ts';
import type { Pace, Steps } from './pace.ts';
import { compareFilled, type Filled } from './value-order.ts';

export interface Tally {
  /** Rows that brought a value. */
  count: number;
  /** Rows whose cell could not be read; they are in nothing else. */
  errors: number;
  whole: number;
  billionths: number;
  least: Filled | null;
  most: Filled | null;
  seen: Set<Filled> | null;
}

const BILLION = 1_000_000_000;
/** Nine thousand of these still add up exactly; a cell of money holds a thousandth. */
const LARGEST = 1_000_000_000_000_000;

export function emptyTally(): Tally {
  return { count: 0, errors: 0, whole: 0, billionths: 0, least: null, most: null, seen: null };
}

/** An empty cell brings nothing. Text in a sum is an error: a total that leaves it out silently would be believed. */
export function addValue(tally: Tally, of: ReportMeasure['of'], value: ComputedValue): void {
  if (value === null || value === '') return;
  if (isCellError(value)) return countError(tally);
  switch (of) {
    case 'min':
    case 'max':
      widen(tally, value);
      break;
    case 'distinct':
      (tally.seen ??= new Set()).add(value);
      break;
    case 'sum':
    case 'average':
    case 'level':
      if (typeof value !== 'number' || !(Math.abs(value) <= LARGEST)) return countError(tally);
      addNumber(tally, value);
  }
  tally.count++;
}

function countError(tally: Tally): void {
  tally.errors++;
}

function addNumber(tally: Tally, value: number): void {
  const whole = Math.trunc(value);
  tally.whole += whole;
  if (whole !== value) tally.billionths += Math.round((value - whole) * BILLION);
}

function widen(tally: Tally, value: Filled): void {
  if (tally.least === null || compareFilled(value, tally.least) < 0) tally.least = value;
  if (tally.most === null || compareFilled(value, tally.most) > 0) tally.most = value;
}

export function sumOf({ whole, billionths }: Tally): number {
  return whole + billionths / BILLION;
}

/** Puts `from` into `into`. Stops within a large set of distinct values. */
export function* mergeTally(into: Tally, from: Tally, pace: Pace): Steps<void> {
  into.count += from.count;
  into.errors += from.errors;
  into.whole += from.whole;
  into.billionths += from.billionths;
  if (from.least !== null) widen(into, from.least);
  if (from.most !== null) widen(into, from.most);
  if (!from.seen) return;
  const seen = (into.seen ??= new Set());
  for (const value of from.seen) {
    if (pace.isDue()) yield;
    seen.add(value);
  }
}
