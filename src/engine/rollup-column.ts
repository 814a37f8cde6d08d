/**
 * A count, sum, minimum or maximum over the rows that name this one. A changed source row is taken out as it stood
 * before the batch and put in as it stands now, wherever that is; nothing else is looked at.
 *
 * A row whose condition or measure is an error gives that error to the result. Text and yes/no in a sum are errors too:
 * a total that silently leaves out a mistyped amount would be believed.
 */
import { isCellError, type CellError, type ComputedValue } from '#schema/computed.ts';
import {
  ExtremeAccumulator,
  SumAccumulator,
  type Accumulator,
  type Contribution,
  type Contributor
} from './accumulator.ts';
import type { ChangeLog, Node } from './change-log.ts';
import { ComputedColumn, isSameValue, type NodeSetup } from './computed-column.ts';
import { PureCall } from './pure-call.ts';
import type { ReferenceIndex } from './reference-index.ts';
import type { EngineColumn } from './row-space.ts';

export interface RollupPlan {
  /** From the source rows to the rows of this column. */
  readonly way: ReferenceIndex;
  readonly kind: 'count' | 'sum' | 'min' | 'max';
  /** What is measured; a count measures nothing. */
  readonly measure?: EngineColumn | undefined;
  readonly where?: { readonly inputs: readonly EngineColumn[]; readonly keep: Keep } | undefined;
}

type Keep = (...values: readonly ComputedValue[]) => boolean;

export class RollupColumn extends ComputedColumn implements Node {
  private readonly plan: RollupPlan;
  private readonly condition: PureCall<boolean> | undefined;
  private readonly accumulator: Accumulator;
  /** The logs that can change what a source row brings, or to whom. */
  private readonly logs: readonly ChangeLog<unknown>[];
  private readonly moved: number[] = [];

  constructor(plan: RollupPlan, setup: NodeSetup) {
    super(plan.way.to, setup);
    this.plan = plan;
    this.condition = plan.where && new PureCall(plan.where.inputs, plan.where.keep);
    this.accumulator =
      plan.kind === 'min' || plan.kind === 'max' ? new ExtremeAccumulator(plan.kind) : new SumAccumulator();
    const columns = [...(plan.measure ? [plan.measure] : []), ...(plan.where?.inputs ?? [])];
    this.logs = [plan.way.log, ...columns.map((column) => column.log)];
  }

  build(): void {
    const { way } = this.plan;
    for (let slot = 0; slot < way.from.size; slot++) {
      const target = way.targetOf(slot);
      const brought = target < 0 ? undefined : this.bringsNow(slot);
      if (brought !== undefined) this.accumulator.add(target, brought);
    }
    this.fill();
  }

  run(): void {
    const { from } = this.plan.way;
    from.visited.begin();
    this.own.touched.begin();
    for (const log of this.logs)
      for (let i = 0; i < log.count; i++) {
        const slot = log.slots[i] as number;
        if (from.visited.take(slot)) this.move(slot);
      }
    const { existence } = this.own;
    for (let i = 0; i < existence.count; i++) this.touch(existence.slots[i] as number);
    for (const target of this.moved) if (this.own.exists(target)) this.renew(target);
    this.moved.length = 0;
  }

  private move(slot: number): void {
    const { way } = this.plan;
    const old = way.targetWas(slot);
    const target = way.targetOf(slot);
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

  private touch(target: number): void {
    if (this.own.touched.take(target)) this.moved.push(target);
  }

  protected valueOf(target: number): ComputedValue {
    const result = this.accumulator.result(target);
    if (result !== undefined) return result;
    const { way } = this.plan;
    const contributors: Contributor[] = [];
    for (let slot = way.first(target); slot >= 0; slot = way.next(slot)) {
      const value = this.bringsNow(slot);
      if (value !== undefined) contributors.push({ id: way.from.idOf(slot), value });
    }
    return this.accumulator.refold(target, contributors);
  }

  private bringsNow(slot: number): Contribution | undefined {
    const kept = this.condition ? this.condition.now(slot) : true;
    return this.bring(kept, kept === true && this.plan.measure ? this.plan.measure.now(slot) : 1);
  }

  private broughtBefore(slot: number): Contribution | undefined {
    const kept = this.condition ? this.condition.was(slot) : true;
    return this.bring(kept, kept === true && this.plan.measure ? this.plan.measure.was(slot) : 1);
  }

  /** A count is a sum of ones. */
  private bring(kept: boolean | CellError, measured: ComputedValue): Contribution | undefined {
    if (isCellError(kept)) return kept;
    if (!kept || measured === null) return undefined;
    if (this.plan.kind !== 'sum' || typeof measured === 'number' || isCellError(measured)) return measured;
    return { code: '#VALUE', because: `"${String(measured)}" cannot be added up.` };
  }
}
