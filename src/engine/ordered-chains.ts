/**
 * The rows of each key in their order, as doubly linked lists in integer arrays: eight bytes a row. A row finds its place
 * from the end, since new facts are mostly the newest, and since a refold walks the same stretch anyway.
 */
import { SlotInts } from './slot-numbers.ts';
import type { RowOrder } from './value-order.ts';

export class OrderedChains {
  private readonly order: RowOrder;
  private readonly tails = new SlotInts(-1);
  private readonly nexts = new SlotInts(-1);
  private readonly previous = new SlotInts(-1);

  constructor(order: RowOrder) {
    this.order = order;
  }

  tail(key: number): number {
    return this.tails.get(key);
  }

  next(slot: number): number {
    return this.nexts.get(slot);
  }

  before(slot: number): number {
    return this.previous.get(slot);
  }

  reserve(rows: number): void {
    this.nexts.reserve(rows);
    this.previous.reserve(rows);
  }

  /** `rows` in their order, after all that the key has. */
  append(key: number, rows: ArrayLike<number>): void {
    let last = this.tail(key);
    for (let i = 0; i < rows.length; i++) {
      const slot = rows[i] as number;
      this.join(last, slot);
      last = slot;
    }
    this.tails.set(key, last);
  }

  unlink(key: number, slot: number): void {
    const [before, after] = [this.before(slot), this.next(slot)];
    if (before >= 0) this.nexts.set(before, after);
    if (after >= 0) this.previous.set(after, before);
    else this.tails.set(key, before);
    this.nexts.set(slot, -1);
    this.previous.set(slot, -1);
  }

  /** Puts `rows`, in their order, each in its place: one walk from the end to the place of the first. */
  merge(key: number, rows: readonly number[]): void {
    let after = -1;
    let before = this.tail(key);
    for (let i = rows.length - 1; i >= 0; i--) {
      const slot = rows[i] as number;
      while (before >= 0 && this.order.compare(before, slot) > 0) {
        after = before;
        before = this.before(before);
      }
      this.join(before, slot);
      if (after < 0) this.tails.set(key, slot);
      else this.join(slot, after);
      after = slot;
    }
  }

  private join(before: number, after: number): void {
    this.previous.set(after, before);
    if (before >= 0) this.nexts.set(before, after);
  }
}
