/**
 * What all rollups have in common: a changed source row is looked at once, wherever it belonged and belongs now, and only
 * the rows that it touches are worked out again.
 */
import type { ComputedValue } from '#schema/computed.ts';
import type { ChangeLog, Node } from './change-log.ts';
import { CellwiseColumn, type NodeSetup } from './computed-column.ts';
import { PureCall } from './pure-call.ts';
import type { ReferenceIndex } from './reference-index.ts';
import type { EngineColumn } from './row-space.ts';

export interface Condition {
  readonly inputs: readonly EngineColumn[];
  readonly keep: (...values: readonly ComputedValue[]) => boolean;
}

export interface OverRowsPlan {
  /** From the source rows to the rows of this column. */
  readonly way: ReferenceIndex;
  /** What else of a source row is read. */
  readonly reads: readonly EngineColumn[];
  readonly where?: Condition | undefined;
}

export abstract class OverRows extends CellwiseColumn implements Node {
  protected readonly way: ReferenceIndex;
  protected readonly condition: PureCall<boolean> | undefined;
  /** The logs that can change what a source row brings, or to whom. */
  private readonly logs: readonly ChangeLog<unknown>[];
  private readonly moved: number[] = [];

  constructor({ way, reads, where }: OverRowsPlan, setup: NodeSetup) {
    super(way.to, setup);
    this.way = way;
    this.condition = where && new PureCall(where.inputs, where.keep);
    this.logs = [way.log, ...[...reads, ...(where?.inputs ?? [])].map((column) => column.log)];
  }

  build(): void {
    for (let slot = 0; slot < this.way.from.size; slot++) {
      const target = this.way.targetOf(slot);
      if (target >= 0) this.take(slot, target);
    }
    this.fill();
  }

  run(): void {
    const { from } = this.way;
    from.visited.begin();
    this.own.touched.begin();
    for (const log of this.logs)
      for (let i = 0; i < log.count; i++) {
        const slot = log.slots[i] as number;
        if (from.visited.take(slot)) this.move(slot, this.way.targetWas(slot), this.way.targetOf(slot));
      }
    this.afterMoves();
    const { existence } = this.own;
    for (let i = 0; i < existence.count; i++) this.touch(existence.slots[i] as number);
    for (const target of this.moved) if (this.own.exists(target)) this.renew(target);
    this.moved.length = 0;
  }

  /** The first computation: a source row that names `target`. */
  protected abstract take(slot: number, target: number): void;

  /** A changed source row that named `old` and names `target`; -1 is nobody. */
  protected abstract move(slot: number, old: number, target: number): void;

  protected afterMoves(): void {}

  protected touch(target: number): void {
    if (this.own.touched.take(target)) this.moved.push(target);
  }
}
