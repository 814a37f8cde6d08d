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
export function firstError(contributors: readonly Contributor[]): CellError | undefined {
  let first: Contributor | undefined;
  for (const one of contributors) if (isCellError(one.value) && (!first || one.id < first.id)) first = one;
  return first?.value as CellError | undefined;
}

/** Per target, how many contributions a running result cannot hold. */
export class OddCounts {
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

/** The exact sum, divided once. */
export class AverageAccumulator implements Accumulator {
  private readonly sums = new SumAccumulator();
  private readonly counts = new SlotTotals();

  add(target: number, value: Contribution): void {
    this.sums.add(target, value);
    this.counts.add(target, 1);
  }

  remove(target: number, value: Contribution): void {
    this.sums.remove(target, value);
    this.counts.add(target, -1);
  }

  result(target: number): ComputedValue | undefined {
    return divide(this.sums.result(target), this.counts.get(target));
  }

  refold(target: number, contributors: readonly Contributor[]): ComputedValue {
    return divide(this.sums.refold(target, contributors), contributors.length) ?? null;
  }
}

function divide(sum: ComputedValue | undefined, count: number): ComputedValue | undefined {
  if (typeof sum !== 'number') return sum;
  return count === 0 ? null : sum / count;
}
