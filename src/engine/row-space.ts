/**
 * A row space is a set of rows with columns: the rows of a table, those of a group, or those that a derive makes.
 *
 * Inside the engine a row is a *slot*, a small number. A slot is given to an id the first time anybody names it, also
 * before the row exists or after it was deleted (a dangling reference, sums waiting for their row), and is never given
 * to another: an id that comes back through an undo finds its sums. What a column holds in the slot of a row that does
 * not exist means nothing; a reader asks `exists` first.
 */
import type { ComputedValue } from '#schema/computed.ts';
import type { KeyValue } from '#schema/group.ts';
import type { ChangeLog } from './change-log.ts';
import type { SlotMarks } from './slot-numbers.ts';

export interface EngineColumn {
  /** The slots whose value changed in this batch. Rows that appear or go are in `existence` only. */
  readonly log: ChangeLog<ComputedValue>;
  now(slot: number): ComputedValue;
  /** The value before the batch. */
  was(slot: number): ComputedValue;
}

export interface RowSpace {
  readonly name: string;
  /** Slots are 0 … size - 1. */
  readonly size: number;
  /** The slots whose row appeared or went in this batch. */
  readonly existence: ChangeLog<null>;
  /** The columns that declarations read, and all computed ones. */
  readonly columns: Map<string, EngineColumn>;
  /** Lent to one node while it runs: rows it has visited, and rows it has changed. */
  readonly visited: SlotMarks;
  readonly touched: SlotMarks;
  exists(slot: number): boolean;
  idOf(slot: number): string;
  /** -1 for an id that nobody has named. */
  find(id: string): number;
  /** The slot that the values of `by` in the row `slot` name, or -1 if one of them is no key. */
  named(by: readonly EngineColumn[], slot: number): number;
  /** The slot of the row with these keys (one id for a table), or -1. */
  findByKeys(keys: readonly KeyValue[]): number;
  /** A stored column or group key by name; undefined if there is none. */
  stored(slot: number, column: string): ComputedValue | undefined;
}
