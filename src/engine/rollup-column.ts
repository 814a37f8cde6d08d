/**
 * A count, sum, average, minimum, maximum or number of different values over the rows that name this one. A changed
 * source row is taken out as it stood before the batch and put in as it stands now, wherever that is; nothing else is
 * looked at.
 *
 * A row whose condition or measure is an error gives that error to the result. Text and yes/no in a sum or average are
 * errors too: a total that silently leaves out a mistyped amount would be believed.
 */
import { isCellError, type CellError, type ComputedValue } from '#schema/computed.ts';
import {
  AverageAccumulator,
  SumAccumulator,
  type Accumulator,
  type Contribution,
  type Contributor
} from './accumulator.ts';
import { isSameValue, type NodeSetup } from './computed-column.ts';
import { DistinctAccumulator } from './distinct-accumulator.ts';
import { ExtremeAccumulator } from './extreme-accumulator.ts';
import { OverRows, type Condition } from './over-rows.ts';
import type { ReferenceIndex } from './reference-index.ts';
import type { EngineColumn } from './row-space.ts';

export type RollupKind = 'count' | 'sum' | 'min' | 'max' | 'average' | 'distinct';

export interface RollupPlan {
  readonly way: ReferenceIndex;
  readonly kind: RollupKind;
  /** What is measured; a count measures nothing. */
  readonly measure?: EngineColumn | undefined;
  readonly where?: Condition | undefined;
}

function accumulatorFor(kind: RollupKind): Accumulator {
  if (kind === 'min' || kind === 'max') return new ExtremeAccumulator(kind);
  if (kind === 'average') return new AverageAccumulator();
  return kind === 'distinct' ? new DistinctAccumulator() : new SumAccumulator();
}

export class RollupColumn extends OverRows {
  private readonly measure: EngineColumn | undefined;
  private readonly accumulator: Accumulator;
  private readonly adds: boolean;

  constructor({ way, kind, measure, where }: RollupPlan, setup: NodeSetup) {
    super({ way, reads: measure ? [measure] : [], where }, setup);
    this.measure = measure;
    this.accumulator = accumulatorFor(kind);
    this.adds = kind === 'sum' || kind === 'average';
  }

  protected take(slot: number, target: number): void {
    const brought = this.bringsNow(slot);
    if (brought !== undefined) this.accumulator.add(target, brought);
  }

  protected move(slot: number, old: number, target: number): void {
    const taken = old < 0 ? undefined : this.broughtBefore(slot);
    const brought = target < 0 ? undefined : this.bringsNow(slot);
    if (old === target && isSameValue(taken ?? null, brought ?? null)) return;
    if (taken !== undefined) {
      this.accumulator.remove(old, taken);
      this.touch(old);
    }
    if (brought !== undefined) {
      this.accumulator.add(target, brought);
      this.touch(target);
    }
  }

  protected workOut(target: number): ComputedValue {
    const result = this.accumulator.result(target);
    if (result !== undefined) return result;
    const { way } = this;
    const contributors: Contributor[] = [];
    for (let slot = way.first(target); slot >= 0; slot = way.next(slot)) {
      const value = this.bringsNow(slot);
      if (value !== undefined) contributors.push({ id: way.from.idOf(slot), value });
    }
    return this.accumulator.refold(target, contributors);
  }

  private bringsNow(slot: number): Contribution | undefined {
    const kept = this.condition ? this.condition.now(slot) : true;
    return this.bring(kept, kept === true && this.measure ? this.measure.now(slot) : 1);
  }

  private broughtBefore(slot: number): Contribution | undefined {
    const kept = this.condition ? this.condition.was(slot) : true;
    return this.bring(kept, kept === true && this.measure ? this.measure.was(slot) : 1);
  }

  /** A count is a sum of ones. */
  private bring(kept: boolean | CellError, measured: ComputedValue): Contribution | undefined {
    if (isCellError(kept)) return kept;
    if (!kept || measured === null) return undefined;
    if (!this.adds || typeof measured === 'number' || isCellError(measured)) return measured;
    return { code: '#VALUE', because: `"${String(measured)}" cannot be added up.` };
  }
}
