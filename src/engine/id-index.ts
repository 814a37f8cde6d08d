/**
 * Row id → slot. A hand-made hash table of two integers a row, because a JavaScript Map of 300,000 ids takes 15 MB and
 * the ids already lie in the rows. Open addressing with linear probing; FNV-1a, mixed once more since ids of one
 * session differ only near their end.
 */
import type { RowArray } from '#schema/table.ts';

const FIRST_CAPACITY = 64;
const FULL = 0.7;

function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) ^ (hash >>> 12);
}

export class IdIndex {
  private readonly rows: readonly RowArray[];
  /** Pairs: hash, slot + 1; a second number of 0 is a free place. */
  private places = new Int32Array(FIRST_CAPACITY * 2);
  private mask = FIRST_CAPACITY - 1;
  private count = 0;
  /** The hash of the id that was last looked for. */
  private sought = 0;

  /** `rows[slot][0]` is the id of the slot. */
  constructor(rows: readonly RowArray[]) {
    this.rows = rows;
  }

  find(id: string): number {
    const hash = hashOf(id);
    this.sought = hash;
    for (let place = hash & this.mask; ; place = (place + 1) & this.mask) {
      const slot = (this.places[place * 2 + 1] as number) - 1;
      if (slot < 0) return -1;
      if (this.places[place * 2] === hash && this.rows[slot]?.[0] === id) return slot;
    }
  }

  /** Only for the id that `find` has just not found. */
  insert(slot: number): void {
    if (this.count >= (this.mask + 1) * FULL) this.grow();
    this.place(this.sought, slot + 1);
    this.count += 1;
  }

  private place(hash: number, entry: number): void {
    let place = hash & this.mask;
    while (this.places[place * 2 + 1] !== 0) place = (place + 1) & this.mask;
    this.places[place * 2] = hash;
    this.places[place * 2 + 1] = entry;
  }

  private grow(): void {
    const old = this.places;
    this.places = new Int32Array(old.length * 2);
    this.mask = this.mask * 2 + 1;
    for (let i = 0; i < old.length; i += 2) {
      const entry = old[i + 1] as number;
      if (entry !== 0) this.place(old[i] as number, entry);
    }
  }
}
