/**
 * Which states of a scan are kept. A state after every row would cost more than the rows themselves (first-in-first-out
 * layers are arrays); none would mean that every change goes through its key from the start. So the state is kept after
 * the last row of each key, where new facts come, and after every 32nd row: a change in the middle first repeats at most
 * the 31 steps before it, whose values it leaves as they are. A row costs eight bytes in its chain, four for its key
 * and eight for its value; a key costs its end state and sixteen bytes.
 */
import type { CellError } from '#schema/computed.ts';
import { SlotInts } from './slot-numbers.ts';

export const KEPT_EVERY = 32;

/** The state after a row that could not be read: nobody knows it, and all later rows show the error. */
export class UnknownState {
  readonly error: CellError;

  constructor(error: CellError) {
    this.error = error;
  }
}

export class ScanStates {
  private readonly kept = new Map<number, unknown>();
  /** By key: the state after the row `endRows`. */
  private readonly ends: unknown[] = [];
  private readonly endRows = new SlotInts(-1);

  has(key: number, slot: number): boolean {
    return this.endRows.get(key) === slot || this.kept.has(slot);
  }

  after(key: number, slot: number): unknown {
    return this.endRows.get(key) === slot ? this.ends[key] : this.kept.get(slot);
  }

  isKept(slot: number): boolean {
    return this.kept.has(slot);
  }

  keep(slot: number, state: unknown): void {
    this.kept.set(slot, state);
  }

  forget(slot: number): void {
    this.kept.delete(slot);
  }

  end(key: number, slot: number, state: unknown): void {
    while (this.ends.length < key) this.ends.push(undefined);
    this.ends[key] = state;
    this.endRows.set(key, slot);
  }

  /** The row left the key. Its states would not be asked for again before they are new; their memory is given back. */
  leave(key: number, slot: number): void {
    this.kept.delete(slot);
    if (this.endRows.get(key) !== slot) return;
    this.ends[key] = undefined;
    this.endRows.set(key, -1);
  }
}
