/**
 * Which rows of `from` name which row of `to`: the way of a rollup from its source rows to the row that sums them, and
 * of a lookup from a changed row back to its readers. Declarations that need the same way share one index.
 *
 * The rows that name one target form a doubly linked list in three integer arrays: twelve bytes a row, and adding or
 * removing one does not depend on how many others there are.
 */
import { ChangeLog, type Node, type Schedule } from './change-log.ts';
import type { EngineColumn, RowSpace } from './row-space.ts';
import { SlotInts } from './slot-numbers.ts';

export interface ReferenceWay {
  readonly from: RowSpace;
  /** One column for a table, one for each key of a group. */
  readonly by: readonly EngineColumn[];
  readonly to: RowSpace;
}

export class ReferenceIndex implements Node {
  readonly from: RowSpace;
  readonly to: RowSpace;
  /** The rows that name another row than before; -1 stands for none. */
  readonly log: ChangeLog<number>;
  private readonly by: readonly EngineColumn[];
  private readonly targets = new SlotInts(-1);
  private readonly nexts = new SlotInts(-1);
  private readonly previous = new SlotInts(-1);
  private readonly heads = new SlotInts(-1);

  constructor({ from, by, to }: ReferenceWay, schedule: Schedule) {
    this.from = from;
    this.by = by;
    this.to = to;
    this.log = new ChangeLog(schedule);
  }

  /** The slot that a row names now, -1 if none; a row that does not exist names nobody. */
  targetOf(slot: number): number {
    return this.targets.get(slot);
  }

  targetWas(slot: number): number {
    const place = this.log.placeOf(slot);
    return place < 0 ? this.targetOf(slot) : (this.log.olds[place] as number);
  }

  /** Walks the rows that name `target`: `first`, then `next` until -1. In no order that means anything. */
  first(target: number): number {
    return this.heads.get(target);
  }

  next(slot: number): number {
    return this.nexts.get(slot);
  }

  build(): void {
    for (const cells of [this.targets, this.nexts, this.previous]) cells.reserve(this.from.size);
    for (let slot = 0; slot < this.from.size; slot++)
      if (this.from.exists(slot)) this.link(slot, this.to.named(this.by, slot));
  }

  run(): void {
    this.from.visited.begin();
    this.follow(this.from.existence);
    for (const column of this.by) this.follow(column.log);
  }

  private follow(log: ChangeLog<unknown>): void {
    for (let i = 0; i < log.count; i++) {
      const slot = log.slots[i] as number;
      if (this.from.visited.take(slot)) this.move(slot);
    }
  }

  private move(slot: number): void {
    const old = this.targetOf(slot);
    const target = this.from.exists(slot) ? this.to.named(this.by, slot) : -1;
    if (target === old) return;
    this.unlink(slot, old);
    this.link(slot, target);
    this.log.record(slot, old);
  }

  private link(slot: number, target: number): void {
    this.targets.set(slot, target);
    if (target < 0) return;
    const head = this.heads.get(target);
    this.nexts.set(slot, head);
    this.previous.set(slot, -1);
    if (head >= 0) this.previous.set(head, slot);
    this.heads.set(target, slot);
  }

  private unlink(slot: number, target: number): void {
    if (target < 0) return;
    const before = this.previous.get(slot);
    const after = this.nexts.get(slot);
    if (before >= 0) this.nexts.set(before, after);
    else this.heads.set(target, after);
    if (after >= 0) this.previous.set(after, before);
  }
}
