/**
 * The rows of one table as the fold handed them over: the very arrays, never copied. An edit is told column by column,
 * so that a price correction does not wake what reads only the name.
 */
import type { CellValue } from '#schema/column.ts';
import type { ComputedValue } from '#schema/computed.ts';
import type { KeyValue } from '#schema/group.ts';
import type { RowArray, Table } from '#schema/table.ts';
import { ChangeLog, type Schedule } from './change-log.ts';
import { IdIndex } from './id-index.ts';
import type { EngineColumn, RowSpace } from './row-space.ts';
import { SlotFlags, SlotMarks } from './slot-numbers.ts';

export class TableRows implements RowSpace {
  readonly name: string;
  readonly existence: ChangeLog<null>;
  readonly columns = new Map<string, EngineColumn>();
  readonly visited = new SlotMarks();
  readonly touched = new SlotMarks();
  /** The row as it stood before the batch, or null where there was none, of every row handed in. */
  readonly before: ChangeLog<RowArray | null>;
  private readonly schedule: Schedule;
  /** A slot without a row holds a stub that has only the id. */
  private readonly rows: RowArray[] = [];
  private readonly living = new SlotFlags();
  private readonly ids = new IdIndex(this.rows);
  private readonly places: ReadonlyMap<string, number>;
  private readonly watched: StoredColumn[] = [];

  constructor(table: Pick<Table, 'id' | 'columns'>, schedule: Schedule) {
    this.name = table.id;
    this.schedule = schedule;
    this.existence = new ChangeLog(schedule);
    this.before = new ChangeLog(schedule);
    this.places = new Map(Object.keys(table.columns).map((column, i) => [column, i + 1]));
  }

  get size(): number {
    return this.rows.length;
  }

  exists(slot: number): boolean {
    return this.living.has(slot);
  }

  idOf(slot: number): string {
    return this.row(slot)[0];
  }

  find(id: string): number {
    return this.ids.find(id);
  }

  findByKeys([id, ...more]: readonly KeyValue[]): number {
    return typeof id === 'string' && more.length === 0 ? this.find(id) : -1;
  }

  named(by: readonly EngineColumn[], slot: number): number {
    const value = (by[0] as EngineColumn).now(slot);
    return typeof value === 'string' ? this.slotOf(value) : -1;
  }

  slotOf(id: string): number {
    const known = this.ids.find(id);
    return known < 0 ? this.push([id], false) : known;
  }

  row(slot: number): RowArray {
    return this.rows[slot] as RowArray;
  }

  /** Declares that somebody reads the stored column `name`; undefined if the table has none of that name. */
  watch(name: string): StoredColumn | undefined {
    const place = this.places.get(name);
    if (place === undefined) return undefined;
    const column = new StoredColumn(this, place, this.schedule);
    this.watched.push(column);
    this.columns.set(name, column);
    return column;
  }

  /** Takes back a `watch`. */
  unwatch(name: string): void {
    const column = this.columns.get(name);
    this.columns.delete(name);
    const place = this.watched.findIndex((watched) => watched === column);
    if (place >= 0) this.watched.splice(place, 1);
  }

  stored(slot: number, column: string): CellValue | undefined {
    const place = this.places.get(column);
    return place === undefined ? undefined : (this.row(slot)[place] ?? null);
  }

  load(row: RowArray): void {
    const slot = this.ids.find(row[0]);
    if (slot < 0) this.push(row, true);
    else {
      this.rows[slot] = row;
      this.living.put(slot, true);
    }
  }

  /** Takes one change; what it means for the columns is said by `compare`, once the whole batch is in. */
  write(id: string, row: RowArray | undefined): void {
    const known = this.ids.find(id);
    const slot = known < 0 ? this.push(row ?? [id], false) : known;
    if (this.before.count === 0) this.visited.begin();
    if (this.visited.take(slot)) this.before.record(slot, this.exists(slot) ? this.row(slot) : null);
    if (known >= 0) this.rows[slot] = row ?? [id];
    this.living.put(slot, row !== undefined);
  }

  compare(): void {
    for (let i = 0; i < this.before.count; i++) {
      const slot = this.before.slots[i] as number;
      const old = this.before.olds[i] as RowArray | null;
      if ((old !== null) !== this.exists(slot)) this.existence.record(slot, null);
      else if (old) this.compareColumns(slot, old);
    }
  }

  private compareColumns(slot: number, old: RowArray): void {
    const row = this.row(slot);
    for (const column of this.watched) {
      const value = old[column.place] ?? null;
      if (value !== (row[column.place] ?? null)) column.log.record(slot, value);
    }
  }

  /** For an id that `find` has just not found. */
  private push(row: RowArray, lives: boolean): number {
    const slot = this.rows.push(row) - 1;
    this.living.put(slot, lives);
    this.ids.insert(slot);
    return slot;
  }
}

export class StoredColumn implements EngineColumn {
  readonly log: ChangeLog<ComputedValue>;
  /** Index into the row array. */
  readonly place: number;
  private readonly table: TableRows;

  constructor(table: TableRows, place: number, schedule: Schedule) {
    this.table = table;
    this.place = place;
    this.log = new ChangeLog(schedule);
  }

  now(slot: number): CellValue {
    return this.table.row(slot)[this.place] ?? null;
  }

  was(slot: number): CellValue {
    const place = this.table.before.placeOf(slot);
    return place < 0 ? this.now(slot) : (this.table.before.olds[place]?.[this.place] ?? null);
  }
}
