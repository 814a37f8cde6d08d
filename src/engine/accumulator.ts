/**
 * How a rollup keeps its results while source rows come and go.
 *
 * Whole numbers are added and taken away, which is exact. Everything else is *odd* and is only counted: while a target
 * has an odd contribution (an error, or a number whose running sum would drift) its result is folded anew from its
 * rows. So an error stays as long as its cause does, and the running result under it is right when it has gone.
 */
import { isCellError, type CellError, type ComputedValue } from '#schema/computed.ts';
import { sumExactly } from './exact-sum.ts';
import { SlotTotals } from './slot-numbers.ts';

/** What a kept row brings; an empty cell brings nothing. */
export type Contribution = number | string | boolean | CellError;

export interface Contributor {
  readonly id: string;
  readonly value: Contribution;
}

export interface Accumulator {
  add(target: number, value: Contribution): void;
  remove(target: number, value: Contribution): void;
  /** The result, or undefined where only a refold can tell. */
  result(target: number): ComputedValue | undefined;
  refold(target: number, contributors: readonly Contributor[]): ComputedValue;
}

/** Sums of up to 9,000 such numbers are exact in a double; it is also the largest amount of money a cell takes. */
const LARGEST_WHOLE = 1_000_000_000_000;

/** Of several errors the one in the row with the smallest id, the same on every replica. */
function firstError(contributors: readonly Contributor[]): CellError | undefined {
  let first: Contributor | undefined;
  for (const one of contributors) if (isCellError(one.value) && (!first || one.id < first.id)) first = one;
  return first?.value as CellError | undefined;
}

class OddCounts {
  private readonly counts = new Map<number, number>();

  add(target: number, more: 1 | -1): void {
    const count = (this.counts.get(target) ?? 0) + more;
    if (count === 0) this.counts.delete(target);
    else this.counts.set(target, count);
  }

  has(target: number): boolean {
    return this.counts.size > 0 && this.counts.has(target);
  }
}

export class SumAccumulator implements Accumulator {
  private readonly totals = new SlotTotals();
  private readonly odd = new OddCounts();

  add(target: number, value: Contribution): void {
    if (isWhole(value)) this.totals.add(target, value);
    else this.odd.add(target, 1);
  }

  remove(target: number, value: Contribution): void {
    if (isWhole(value)) this.totals.add(target, -value);
    else this.odd.add(target, -1);
  }

  result(target: number): ComputedValue | undefined {
    return this.odd.has(target) ? undefined : this.totals.get(target);
  }

  refold(_target: number, contributors: readonly Contributor[]): ComputedValue {
    const error = firstError(contributors);
    if (error) return error;
    const sum = sumExactly(contributors.map((one) => Number(one.value)));
    return Number.isFinite(sum) ? sum : { code: '#VALUE', because: 'The sum is too large for a number.' };
  }
}

function isWhole(value: Contribution): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= LARGEST_WHOLE;
}

export class ExtremeAccumulator implements Accumulator {
  private readonly sign: 1 | -1;
  private readonly extremes: (Exclude<Contribution, CellError> | null)[] = [];
  private readonly odd = new OddCounts();
  /** Targets whose extreme was taken away: another row must be found. */
  private readonly stale = new Set<number>();

  constructor(kind: 'min' | 'max') {
    this.sign = kind === 'min' ? 1 : -1;
  }

  add(target: number, value: Contribution): void {
    if (isCellError(value)) return this.odd.add(target, 1);
    const extreme = this.extremes[target] ?? null;
    if (extreme !== null && compareValues(value, extreme) * this.sign > 0) return;
    // While stale: as good as the one taken away, which was the best.
    if (extreme !== null) this.stale.delete(target);
    this.put(target, value);
  }

  remove(target: number, value: Contribution): void {
    if (isCellError(value)) this.odd.add(target, -1);
    else if (this.extremes[target] === value) this.stale.add(target);
  }

  result(target: number): ComputedValue | undefined {
    return this.stale.has(target) || this.odd.has(target) ? undefined : (this.extremes[target] ?? null);
  }

  refold(target: number, contributors: readonly Contributor[]): ComputedValue {
    let extreme: Exclude<Contribution, CellError> | null = null;
    for (const { value } of contributors)
      if (!isCellError(value) && (extreme === null || compareValues(value, extreme) * this.sign < 0)) extreme = value;
    this.stale.delete(target);
    this.put(target, extreme);
    return firstError(contributors) ?? extreme;
  }

  private put(target: number, value: Exclude<Contribution, CellError> | null): void {
    while (this.extremes.length < target) this.extremes.push(null);
    this.extremes[target] = value;
  }
}

const RANK: Readonly<Record<string, number>> = { number: 0, string: 1, boolean: 2 };

/** As a spreadsheet sorts: numbers, then text by code unit, then no, then yes. */
function compareValues(a: Exclude<Contribution, CellError>, b: Exclude<Contribution, CellError>): number {
  if (typeof a !== typeof b) return (RANK[typeof a] as number) - (RANK[typeof b] as number);
  return a < b ? -1 : a > b ? 1 : 0;
}
