/**
 * Tuples of slots → number, in the order they are first named: the rows of a group by their keys. Keys are kept as
 * slots of the tables they refer to, so that no text is joined or hashed when a movement is looked up.
 */
import { SlotInts } from './slot-numbers.ts';

const FIRST_CAPACITY = 64;
const FULL = 0.6;

export class TupleIndex {
  private readonly width: number;
  private readonly parts = new SlotInts(-1);
  /** Number + 1; 0 is a free place. */
  private places = new Int32Array(FIRST_CAPACITY);
  private mask = FIRST_CAPACITY - 1;
  size = 0;

  constructor(width: number) {
    this.width = width;
  }

  part(tuple: number, index: number): number {
    return this.parts.get(tuple * this.width + index);
  }

  find(parts: readonly number[]): number {
    return (this.places[this.placeFor(parts)] as number) - 1;
  }

  numberOf(parts: readonly number[]): number {
    const place = this.placeFor(parts);
    const known = (this.places[place] as number) - 1;
    if (known >= 0) return known;
    const tuple = this.size++;
    for (let i = 0; i < this.width; i++) this.parts.set(tuple * this.width + i, parts[i] as number);
    this.places[place] = tuple + 1;
    if (this.size > this.places.length * FULL) this.grow();
    return tuple;
  }

  /** The place of these parts, or the free one where they belong. */
  private placeFor(parts: readonly number[]): number {
    let hash = 0;
    for (let i = 0; i < this.width; i++) hash = Math.imul(hash ^ (parts[i] as number), 0x9e3779b1) ^ (hash >>> 15);
    let place = (hash ^ (hash >>> 13)) & this.mask;
    while (this.places[place] !== 0 && !this.holds((this.places[place] as number) - 1, parts))
      place = (place + 1) & this.mask;
    return place;
  }

  private holds(tuple: number, parts: readonly number[]): boolean {
    for (let i = 0; i < this.width; i++) if (this.part(tuple, i) !== parts[i]) return false;
    return true;
  }

  private grow(): void {
    this.places = new Int32Array(this.places.length * 2);
    this.mask = this.places.length - 1;
    const parts: number[] = [];
    for (let tuple = 0; tuple < this.size; tuple++) {
      for (let i = 0; i < this.width; i++) parts[i] = this.part(tuple, i);
      this.places[this.placeFor(parts)] = tuple + 1;
    }
  }
}
