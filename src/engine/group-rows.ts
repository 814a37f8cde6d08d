/**
 * The rows of a group: there is one while at least one source row names its keys, and it goes with the last of them.
 * Ids are joined from the keys only when somebody outside asks for them.
 */
import type { ComputedValue } from '#schema/computed.ts';
import { groupRowId, type Group, type KeyValue } from '#schema/group.ts';
import { ChangeLog, type Node, type Schedule } from './change-log.ts';
import type { KeySet } from './key-set.ts';
import type { ReferenceIndex } from './reference-index.ts';
import type { EngineColumn, RowSpace } from './row-space.ts';
import { SlotInts, SlotMarks } from './slot-numbers.ts';
import { TupleIndex } from './tuple-index.ts';

export class GroupRows implements RowSpace, Node {
  readonly name: string;
  readonly keyNames: readonly string[];
  readonly existence: ChangeLog<null>;
  readonly columns = new Map<string, EngineColumn>();
  readonly visited = new SlotMarks();
  readonly touched = new SlotMarks();
  private readonly keySets: readonly KeySet[];
  private readonly tuples: TupleIndex;
  private readonly sources: ReferenceIndex[] = [];
  /** How many source rows name the row. */
  private readonly uses = new SlotInts(0);
  private readonly ids: (string | undefined)[] = [];
  private readonly parts: number[] = [];
  /** While running: the rows whose uses changed, and whether they existed before. */
  private readonly met: number[] = [];
  private readonly existed: boolean[] = [];

  /** `keySets` in the order of the keys. */
  constructor(group: Group, keySets: readonly KeySet[], schedule: Schedule) {
    this.name = group.id;
    this.keyNames = Object.keys(group.keys);
    this.keySets = keySets;
    this.tuples = new TupleIndex(keySets.length);
    this.existence = new ChangeLog(schedule);
    this.keyNames.forEach((key, i) => this.columns.set(key, new KeyColumn(this, i, schedule)));
  }

  feedFrom(source: ReferenceIndex): void {
    this.sources.push(source);
  }

  get size(): number {
    return this.tuples.size;
  }

  exists(slot: number): boolean {
    return this.uses.get(slot) > 0;
  }

  key(slot: number, index: number): KeyValue {
    return this.keySet(index).valueOf(this.tuples.part(slot, index));
  }

  keysOf(slot: number): readonly KeyValue[] {
    return this.keyNames.map((_, i) => this.key(slot, i));
  }

  /** The number of the key inside its set; equal keys have equal numbers. */
  keyNumber(slot: number, index: number): number {
    return this.tuples.part(slot, index);
  }

  keySet(index: number): KeySet {
    return this.keySets[index] as KeySet;
  }

  idOf(slot: number): string {
    while (this.ids.length < this.size) this.ids.push(undefined);
    return (this.ids[slot] ??= groupRowId(this.keySets.map((set, i) => set.textOf(this.keyNumber(slot, i)))));
  }

  named(by: readonly EngineColumn[], slot: number): number {
    for (let i = 0; i < this.keySets.length; i++) {
      const part = this.keySet(i).numberOf((by[i] as EngineColumn).now(slot));
      if (part < 0) return -1;
      this.parts[i] = part;
    }
    return this.tuples.numberOf(this.parts);
  }

  findByKeys(keys: readonly KeyValue[]): number {
    if (keys.length !== this.keySets.length) return -1;
    return this.findParts(keys.map((key, i) => this.keySet(i).find(key)));
  }

  private findParts(parts: readonly number[]): number {
    return parts.includes(-1) ? -1 : this.tuples.find(parts);
  }

  /** Row ids made from imported data may hold a `|` themselves, so every way to cut the id is tried. */
  find(id: string): number {
    return this.findCut(id.split('|'), []);
  }

  private findCut(pieces: readonly string[], texts: readonly string[]): number {
    const left = this.keySets.length - texts.length;
    if (left === 1) return this.findParts([...texts, pieces.join('|')].map((text, i) => this.keySet(i).findText(text)));
    for (let taken = 1; taken <= pieces.length - left + 1; taken++) {
      const slot = this.findCut(pieces.slice(taken), [...texts, pieces.slice(0, taken).join('|')]);
      if (slot >= 0) return slot;
    }
    return -1;
  }

  stored(slot: number, column: string): ComputedValue | undefined {
    const index = this.keyNames.indexOf(column);
    return index < 0 ? undefined : this.key(slot, index);
  }

  build(): void {
    for (const source of this.sources)
      for (let slot = 0; slot < source.from.size; slot++) {
        const target = source.targetOf(slot);
        if (target >= 0) this.uses.set(target, this.uses.get(target) + 1);
      }
  }

  run(): void {
    this.touched.begin();
    for (const source of this.sources)
      for (let i = 0; i < source.log.count; i++) {
        this.use(source.log.olds[i] as number, -1);
        this.use(source.targetOf(source.log.slots[i] as number), 1);
      }
    for (let i = 0; i < this.met.length; i++) {
      const slot = this.met[i] as number;
      if (this.existed[i] !== this.exists(slot)) this.existence.record(slot, null);
    }
    this.met.length = 0;
    this.existed.length = 0;
  }

  private use(slot: number, more: 1 | -1): void {
    if (slot < 0) return;
    if (this.touched.take(slot)) {
      this.met.push(slot);
      this.existed.push(this.exists(slot));
    }
    this.uses.set(slot, this.uses.get(slot) + more);
  }
}

/** A key never changes: other keys are another row. */
class KeyColumn implements EngineColumn {
  readonly log: ChangeLog<ComputedValue>;
  private readonly group: GroupRows;
  private readonly index: number;

  constructor(group: GroupRows, index: number, schedule: Schedule) {
    this.group = group;
    this.index = index;
    this.log = new ChangeLog(schedule);
  }

  now(slot: number): KeyValue {
    return this.group.key(slot, this.index);
  }

  was(slot: number): KeyValue {
    return this.now(slot);
  }
}
