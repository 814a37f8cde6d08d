/** Growing typed arrays by slot: four or eight bytes a row where an array of objects would take forty. */
const FIRST_LENGTH = 64;
/** Rows come one by one after the first load; a quarter in reserve keeps copying rare and waste small. */
const GROWTH = 1.25;

function lengthFor(slot: number, present: number): number {
  return Math.max(FIRST_LENGTH, slot + 1, Math.ceil(present * GROWTH));
}

export class SlotInts {
  private cells = new Int32Array(0);
  private readonly empty: number;

  constructor(empty: number) {
    this.empty = empty;
  }

  get(slot: number): number {
    return slot < this.cells.length ? (this.cells[slot] as number) : this.empty;
  }

  set(slot: number, value: number): void {
    if (slot >= this.cells.length) this.grow(lengthFor(slot, this.cells.length));
    this.cells[slot] = value;
  }

  /** Before many are set: room for just these. */
  reserve(size: number): void {
    if (size > this.cells.length) this.grow(size);
  }

  private grow(length: number): void {
    const grown = new Int32Array(length).fill(this.empty, this.cells.length);
    grown.set(this.cells);
    this.cells = grown;
  }
}

export class SlotTotals {
  private cells = new Float64Array(0);

  get(slot: number): number {
    return slot < this.cells.length ? (this.cells[slot] as number) : 0;
  }

  add(slot: number, amount: number): void {
    if (slot >= this.cells.length) {
      const grown = new Float64Array(lengthFor(slot, this.cells.length));
      grown.set(this.cells);
      this.cells = grown;
    }
    this.cells[slot] = (this.cells[slot] as number) + amount;
  }
}

/** Yes or no for every slot. */
export class SlotFlags {
  private cells = new Uint8Array(0);

  has(slot: number): boolean {
    return slot < this.cells.length && this.cells[slot] === 1;
  }

  put(slot: number, flag: boolean): void {
    if (slot >= this.cells.length) {
      const grown = new Uint8Array(lengthFor(slot, this.cells.length));
      grown.set(this.cells);
      this.cells = grown;
    }
    this.cells[slot] = flag ? 1 : 0;
  }
}

/** Remembers which slots were met since `begin`, without clearing anything. */
export class SlotMarks {
  private readonly rounds = new SlotInts(0);
  private round = 0;

  begin(): void {
    this.round += 1;
  }

  /** True the first time a slot is met in this round. */
  take(slot: number): boolean {
    if (this.rounds.get(slot) === this.round) return false;
    this.rounds.set(slot, this.round);
    return true;
  }
}
