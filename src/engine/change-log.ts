/**
 * What changed in one batch, and who has to look at it.
 *
 * Every column, index and row set keeps one log of the slots it changed and what stood there before. A log that gets
 * its first entry wakes its readers; nodes run in topological order, so a node finds the logs it reads complete, does
 * work only for the slots in them, and can ask for the state before the batch. All logs are emptied after the batch.
 */
export interface Node {
  /** The first computation, over all rows; writes no log. */
  build(): void;
  /** Brings the node up to date with the logs it reads. */
  run(): void;
}

/** Below this a scan over the log beats building a map. */
const SCAN_LIMIT = 16;
/** A bigger log lets its arrays go after the batch, so that an import does not hold its old values for ever. */
const KEPT_LENGTH = 256;

export class ChangeLog<Old> {
  /** Only the first `count` entries count; the arrays are kept from batch to batch. */
  slots: number[] = [];
  olds: Old[] = [];
  count = 0;
  private readonly schedule: Schedule;
  private readers: number[] = [];
  private places: Map<number, number> | undefined;

  constructor(schedule: Schedule) {
    this.schedule = schedule;
  }

  /** `rank` comes after the rank of the node that writes this log, and not before those that were given earlier. */
  wakes(rank: number): void {
    if (this.readers.at(-1) !== rank) this.readers.push(rank);
  }

  /** Forgets the readers of this rank and above. */
  sleepsFrom(rank: number): void {
    this.readers = this.readers.filter((reader) => reader < rank);
  }

  /** At most once per slot and batch. */
  record(slot: number, old: Old): void {
    if (this.count === 0) this.schedule.open(this, this.readers);
    this.slots[this.count] = slot;
    this.olds[this.count] = old;
    this.count += 1;
  }

  /** Where `slot` stands in this log, or -1. Asked only once the log is complete. */
  placeOf(slot: number): number {
    if (this.count > SCAN_LIMIT) return this.mappedPlace(slot);
    for (let i = 0; i < this.count; i++) if (this.slots[i] === slot) return i;
    return -1;
  }

  private mappedPlace(slot: number): number {
    if (!this.places) {
      this.places = new Map();
      for (let i = 0; i < this.count; i++) this.places.set(this.slots[i] as number, i);
    }
    return this.places.get(slot) ?? -1;
  }

  clear(): void {
    if (this.count > KEPT_LENGTH) {
      this.slots = [];
      this.olds = [];
    }
    this.count = 0;
    this.places = undefined;
  }
}

export class Schedule {
  private readonly nodes: Node[] = [];
  private pending = new Uint8Array(0);
  private readonly opened: ChangeLog<unknown>[] = [];

  /** Nodes are added inputs first; the rank is the place in that order. */
  add(node: Node): number {
    if (this.nodes.length >= this.pending.length) this.pending = new Uint8Array(this.nodes.length * 2 + 8);
    return this.nodes.push(node) - 1;
  }

  open(log: ChangeLog<unknown>, readers: readonly number[]): void {
    this.opened.push(log);
    for (const rank of readers) this.pending[rank] = 1;
  }

  /** The rank of the next node. */
  get size(): number {
    return this.nodes.length;
  }

  /** The nodes of this rank and above, which nothing below reads. */
  dropFrom(rank: number): void {
    this.nodes.length = rank;
  }

  build(from = 0): void {
    for (let rank = from; rank < this.nodes.length; rank++) this.nodes[rank]?.build();
  }

  settle(): void {
    for (let rank = 0; rank < this.nodes.length; rank++) {
      if (this.pending[rank] === 0) continue;
      this.pending[rank] = 0;
      this.nodes[rank]?.run();
    }
  }

  /** The logs with an entry in this batch. */
  get changed(): readonly ChangeLog<unknown>[] {
    return this.opened;
  }

  forget(): void {
    for (const log of this.opened) log.clear();
    this.opened.length = 0;
  }
}
