/**
 * The value of a column in the first or last of the rows that name this one, by an order. One slot a target is kept: a row
 * that comes is compared with it, and only when the row that gave the value leaves or moves are the others looked at.
 *
 * A row of which nobody can say whether it is kept, or where it belongs, gives its error to the result: any other row
 * might be the wrong one.
 */
import { isCellError, type CellError, type ComputedValue } from '#schema/computed.ts';
import { firstError, OddCounts, type Contributor } from './accumulator.ts';
import type { NodeSetup } from './computed-column.ts';
import { OverRows, type Condition } from './over-rows.ts';
import type { ReferenceIndex } from './reference-index.ts';
import type { EngineColumn } from './row-space.ts';
import { SlotInts } from './slot-numbers.ts';
import { RowOrder } from './value-order.ts';

export interface EdgePlan {
  readonly way: ReferenceIndex;
  readonly kind: 'first' | 'last';
  readonly measure: EngineColumn;
  readonly order: readonly EngineColumn[];
  readonly where?: Condition | undefined;
}

export class EdgeColumn extends OverRows {
  private readonly measure: EngineColumn;
  private readonly order: RowOrder;
  private readonly sign: 1 | -1;
  /** The row at the edge; rows in error are never it. */
  private readonly edges = new SlotInts(-1);
  private readonly odd = new OddCounts();
  /** Targets whose edge left or moved: the new one must be looked for. */
  private readonly stale = new Set<number>();
  private readonly arrivals: number[] = [];

  constructor({ way, kind, measure, order, where }: EdgePlan, setup: NodeSetup) {
    super({ way, reads: [measure, ...order], where }, setup);
    this.measure = measure;
    this.order = new RowOrder(way.from, order);
    this.sign = kind === 'first' ? 1 : -1;
  }

  protected take(slot: number, target: number): void {
    const stands = this.standsNow(slot);
    if (isCellError(stands)) this.odd.add(target, 1);
    else if (stands) this.offer(slot, target);
  }

  protected move(slot: number, old: number, target: number): void {
    const stood = old >= 0 && this.stoodBefore(slot);
    const stands = target >= 0 && this.standsNow(slot);
    if (isCellError(stood)) this.countError(old, -1);
    if (isCellError(stands)) this.countError(target, 1);
    const isEdge = old >= 0 && this.edges.get(old) === slot;
    if (isEdge) this.touch(old);
    if (old === target && stood === true && stands === true && !this.order.hasMoved(slot)) return;
    if (isEdge) this.stale.add(old);
    if (stands === true) this.arrivals.push(slot);
  }

  /** Only now, when all rows that left are known: an arrival must not be compared with one of them. */
  protected override afterMoves(): void {
    for (const slot of this.arrivals) this.offer(slot, this.way.targetOf(slot));
    this.arrivals.length = 0;
  }

  private countError(target: number, more: 1 | -1): void {
    this.odd.add(target, more);
    this.touch(target);
  }

  private offer(slot: number, target: number): void {
    if (this.stale.has(target)) return this.touch(target);
    const edge = this.edges.get(target);
    if (edge >= 0 && this.order.compare(slot, edge) * this.sign > 0) return;
    this.edges.set(target, slot);
    this.touch(target);
  }

  protected workOut(target: number): ComputedValue {
    const error = this.odd.has(target) ? this.errorOf(target) : undefined;
    if (error) return error;
    if (this.stale.delete(target)) this.edges.set(target, this.findEdge(target));
    const edge = this.edges.get(target);
    return edge < 0 ? null : this.measure.now(edge);
  }

  private findEdge(target: number): number {
    let edge = -1;
    for (let slot = this.way.first(target); slot >= 0; slot = this.way.next(slot))
      if (this.standsNow(slot) === true && (edge < 0 || this.order.compare(slot, edge) * this.sign < 0)) edge = slot;
    return edge;
  }

  private errorOf(target: number): CellError | undefined {
    const found: Contributor[] = [];
    for (let slot = this.way.first(target); slot >= 0; slot = this.way.next(slot)) {
      const stands = this.standsNow(slot);
      if (isCellError(stands)) found.push({ id: this.way.from.idOf(slot), value: stands });
    }
    return firstError(found);
  }

  private standsNow(slot: number): boolean | CellError {
    const kept = this.condition ? this.condition.now(slot) : true;
    return kept === true ? (this.order.errorNow(slot) ?? true) : kept;
  }

  private stoodBefore(slot: number): boolean | CellError {
    const kept = this.condition ? this.condition.was(slot) : true;
    return kept === true ? (this.order.errorBefore(slot) ?? true) : kept;
  }
}
