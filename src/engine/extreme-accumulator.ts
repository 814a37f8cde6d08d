/** Minimum and maximum: the extreme itself is kept, and looked for anew only when it is taken away. */
import { isCellError, type CellError, type ComputedValue } from '#schema/computed.ts';
import { firstError, OddCounts, type Accumulator, type Contribution, type Contributor } from './accumulator.ts';
import { compareValues } from './value-order.ts';

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
