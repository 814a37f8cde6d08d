/** How many different values: per target each value with the number of rows that bring it. 1 and "1" are different. */
import { isCellError, type ComputedValue } from '#schema/computed.ts';
import { firstError, OddCounts, type Accumulator, type Contribution, type Contributor } from './accumulator.ts';

export class DistinctAccumulator implements Accumulator {
  private readonly counts = new Map<number, Map<Contribution, number>>();
  private readonly odd = new OddCounts();

  add(target: number, value: Contribution): void {
    if (isCellError(value)) return this.odd.add(target, 1);
    let counts = this.counts.get(target);
    if (!counts) this.counts.set(target, (counts = new Map()));
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }

  remove(target: number, value: Contribution): void {
    if (isCellError(value)) return this.odd.add(target, -1);
    const counts = this.counts.get(target);
    const left = (counts?.get(value) ?? 0) - 1;
    if (left > 0) counts?.set(value, left);
    else counts?.delete(value);
  }

  result(target: number): ComputedValue | undefined {
    return this.odd.has(target) ? undefined : (this.counts.get(target)?.size ?? 0);
  }

  /** Asked only while a row is in error. */
  refold(_target: number, contributors: readonly Contributor[]): ComputedValue {
    return firstError(contributors) ?? null;
  }
}
