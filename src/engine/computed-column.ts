/**
 * What all computed columns have in common: the values by slot, and the log of those that became others.
 */
import { isCellError, type ComputedValue } from '#schema/computed.ts';
import { ChangeLog, type Schedule } from './change-log.ts';
import type { EngineColumn, RowSpace } from './row-space.ts';

/** Counts computed cells that were worked out again, whether or not the value came out different. */
export interface Tally {
  cells: number;
}

export interface NodeSetup {
  readonly schedule: Schedule;
  readonly tally: Tally;
}

export function isSameValue(a: ComputedValue, b: ComputedValue): boolean {
  return a === b || (isCellError(a) && isCellError(b) && a.code === b.code && a.because === b.because);
}

/** The values by slot. A subclass works them out; `lay` and `relay` count each as one cell. */
export abstract class ComputedColumn implements EngineColumn {
  readonly log: ChangeLog<ComputedValue>;
  protected readonly own: RowSpace;
  private readonly values: ComputedValue[] = [];
  private readonly tally: Tally;

  constructor(own: RowSpace, { schedule, tally }: NodeSetup) {
    this.own = own;
    this.tally = tally;
    this.log = new ChangeLog(schedule);
  }

  now(slot: number): ComputedValue {
    return this.values[slot] ?? null;
  }

  was(slot: number): ComputedValue {
    const place = this.log.placeOf(slot);
    return place < 0 ? this.now(slot) : (this.log.olds[place] as ComputedValue);
  }

  /** In the first computation. */
  protected lay(slot: number, value: ComputedValue): void {
    this.put(slot, value);
    this.tally.cells += 1;
  }

  /** Afterwards: a value unlike the one before is told to the readers. */
  protected relay(slot: number, value: ComputedValue): void {
    this.tally.cells += 1;
    const old = this.now(slot);
    if (isSameValue(old, value)) return;
    this.put(slot, value);
    this.log.record(slot, old);
  }

  private put(slot: number, value: ComputedValue): void {
    // No holes: a far jump would turn the array into a hash table.
    while (this.values.length < slot) this.values.push(null);
    this.values[slot] = value;
  }
}

/** A column whose cells can be worked out one by one. */
export abstract class CellwiseColumn extends ComputedColumn {
  protected abstract workOut(slot: number): ComputedValue;

  protected fill(): void {
    for (let slot = 0; slot < this.own.size; slot++) if (this.own.exists(slot)) this.lay(slot, this.workOut(slot));
  }

  protected renew(slot: number): void {
    this.relay(slot, this.workOut(slot));
  }

  /** For rows of this space: works out each slot of `log` whose row exists, once a round. */
  protected renewAll(log: ChangeLog<unknown>): void {
    for (let i = 0; i < log.count; i++) this.renewOnce(log.slots[i] as number);
  }

  protected renewOnce(slot: number): void {
    if (this.own.exists(slot) && this.own.visited.take(slot)) this.renew(slot);
  }
}
