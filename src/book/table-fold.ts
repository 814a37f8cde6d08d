/**
 * One table of one book, folded.
 *
 * A row stays the very array that its commit's JSON brought; nothing else is kept for it but the commit it came with.
 * Only a row that is written a second time gets a `RowLog` with every write to it: that is what keeps 100,000 rows at
 * little more than their own size, and opening them at little more than JSON.parse.
 *
 * Order-free and idempotent: what a row shows is a function of the set of writes to it.
 *
 * One file beyond the usual length: rows, logs, conflicts and deletions are views of one private state, and taking them
 * apart would lay that state open to the rest of the room.
 */
import type { RowId } from '#kernel/ids.ts';
import { type Stamp } from '#kernel/stamp.ts';
import type { CellValue } from '#schema/column.ts';
import { DELETED_COLUMN, type RowArray } from '#schema/table.ts';
import {
  hasSeen,
  insertWrite,
  lastUndisputed,
  readCell,
  readHeads,
  type CellState,
  type CellWrite
} from './cell-register.ts';
import { NO_STAMPS, type WrittenRow } from '#protocol/commit.ts';

/** What is kept of a commit once its writes are in the tables. */
export interface CommitHead {
  readonly id: Stamp;
  readonly by: string;
  readonly action: string;
  readonly group?: string | undefined;
  readonly undoes?: readonly Stamp[] | undefined;
}

export interface Birth {
  readonly commit: CommitHead;
  readonly row: RowArray;
}

interface RowLog {
  births: Birth[];
  /** Column index → writes after birth, ascending by stamp. */
  readonly cells: Map<number, CellWrite[]>;
}

export interface TableShape {
  readonly id: string;
  readonly kind: 'sheet' | 'ledger';
  readonly columns: readonly string[];
  /** Columns whose computed use waits for a conflict to be decided. */
  readonly held: ReadonlySet<string>;
}

/** What changed for whoever computes from the table: `undefined` where there is no living row. */
export interface RowChange {
  readonly table: string;
  readonly id: RowId;
  readonly before: RowArray | undefined;
  readonly after: RowArray | undefined;
}

export class TableFold {
  readonly id: string;
  readonly kind: 'sheet' | 'ledger';
  /** Grows when a newer version's commits bring columns this version does not know. */
  readonly columns: string[];
  readonly #shape: TableShape;
  readonly #columnIndex = new Map<string, number>();
  readonly #slots = new Map<RowId, number>();
  readonly #rows: (RowArray | undefined)[] = [];
  readonly #births: CommitHead[] = [];
  readonly #logs = new Map<RowId, RowLog>();
  readonly #deleted = new Set<RowId>();
  /** Rows whose computed view differs from the shown one because a held column is disputed. */
  readonly #heldRows = new Map<RowId, RowArray>();
  readonly #conflicts = new Map<RowId, ReadonlySet<string>>();
  readonly #contested = new Map<RowId, readonly Birth[]>();
  readonly #firstAccepted: ReadonlyMap<string, Stamp>;
  #onChange: ((change: RowChange) => void) | null = null;
  /** Columns of a write that were found to be in this table's order: its other rows need no second look. */
  #knownInOrder: readonly string[] | null = null;

  constructor(shape: TableShape, firstAccepted: ReadonlyMap<string, Stamp>) {
    this.#shape = shape;
    this.id = shape.id;
    this.kind = shape.kind;
    this.columns = [...shape.columns];
    this.columns.forEach((name, index) => this.#columnIndex.set(name, index));
    this.#firstAccepted = firstAccepted;
  }

  /** From now on every change is reported; during a load nobody listens, which is what makes it fast. */
  report(listener: ((change: RowChange) => void) | null): void {
    this.#onChange = listener;
  }

  get size(): number {
    return this.#slots.size - this.#deleted.size;
  }

  has(id: RowId): boolean {
    return this.#slots.has(id);
  }

  isDeleted(id: RowId): boolean {
    return this.#deleted.has(id);
  }

  /** The shown values, deleted rows included. */
  row(id: RowId): RowArray | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined ? undefined : this.#rows[slot];
  }

  /** The values that computed columns use; undefined for deleted rows. */
  computedRow(id: RowId): RowArray | undefined {
    return this.#deleted.has(id) ? undefined : (this.#heldRows.get(id) ?? this.row(id));
  }

  *rows(): IterableIterator<RowArray> {
    for (const row of this.#rows) if (row !== undefined && !this.#deleted.has(row[0])) yield row;
  }

  *computedRows(): IterableIterator<RowArray> {
    for (const row of this.rows()) yield this.#heldRows.get(row[0]) ?? row;
  }

  *deletedRows(): IterableIterator<RowArray> {
    for (const id of this.#deleted) yield this.row(id)!;
  }

  /** Every id that was ever written here: living rows, deleted rows, and rows whose creation has not arrived. */
  allIds(): RowId[] {
    const ids = [...this.#slots.keys()];
    for (const id of this.#logs.keys()) if (!this.#slots.has(id)) ids.push(id);
    return ids;
  }

  birthOf(id: RowId): CommitHead | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined ? undefined : this.#births[slot];
  }

  /** Columns in conflict, by row. */
  get conflicts(): ReadonlyMap<RowId, ReadonlySet<string>> {
    return this.#conflicts;
  }

  /** Ledger rows whose id came twice with different content: the first is shown, the others are listed (rule 3). */
  get contested(): ReadonlyMap<RowId, readonly Birth[]> {
    return this.#contested;
  }

  /** Writes to one cell, ascending by stamp, the birth included where it wrote the cell. */
  writesOf(id: RowId, columnName: string): readonly CellWrite[] {
    const index = this.#columnIndex.get(columnName);
    if (index === undefined) return [];
    const log = this.#logs.get(id);
    if (log) return this.#cellWrites(log, index);
    const row = this.row(id);
    const value = row?.[index + 1];
    return value === undefined || value === null || !row
      ? []
      : [{ stamp: this.birthOf(id)!.id, value, was: NO_STAMPS }];
  }

  cell(id: RowId, columnName: string): CellState {
    return readCell(this.writesOf(id, columnName));
  }

  birthsOf(id: RowId): readonly Birth[] {
    const log = this.#logs.get(id);
    if (log) return log.births;
    const row = this.row(id);
    return row ? [{ commit: this.birthOf(id)!, row }] : [];
  }

  /** Columns (declared or not) that were written after the row's birth. */
  columnsWritten(id: RowId): readonly string[] {
    return [...(this.#logs.get(id)?.cells.keys() ?? [])].map((index) => this.columns[index]!);
  }

  /** Writes after birth, by cell: what deleting the row must have seen. */
  *laterWrites(id: RowId): IterableIterator<readonly CellWrite[]> {
    for (const writes of this.#logs.get(id)?.cells.values() ?? []) yield writes;
  }

  /** Heads of all cells of the row, birth excluded. */
  laterHeads(id: RowId): readonly CellWrite[] {
    const log = this.#logs.get(id);
    if (!log) return [];
    const births = new Set(log.births.map((birth) => birth.commit.id));
    return [...log.cells.values()].flatMap((writes) => readHeads(writes).filter((write) => !births.has(write.stamp)));
  }

  addBirth(commit: CommitHead, written: WrittenRow, columns: readonly string[]): void {
    const row = this.#arrange(written, columns);
    const id = row[0];
    const slot = this.#slots.get(id);
    if (slot === undefined) {
      this.#slots.set(id, this.#rows.length);
      this.#rows.push(row);
      this.#births.push(commit);
      const waiting = this.#logs.get(id);
      if (waiting) {
        waiting.births.push({ commit, row });
        this.#refresh(id, waiting, undefined);
      } else this.#onChange?.({ table: this.id, id, before: undefined, after: row });
      return;
    }
    const log = this.#logOf(id);
    if (log.births.some((birth) => birth.commit.id === commit.id)) return;
    log.births.push({ commit, row });
    log.births.sort((a, b) => (a.commit.id < b.commit.id ? -1 : 1));
    this.#refresh(id, log, this.computedRow(id));
  }

  removeBirth(commit: CommitHead, id: RowId): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    const before = this.computedRow(id);
    const log = this.#logOf(id);
    log.births = log.births.filter((birth) => birth.commit.id !== commit.id);
    if (log.births.length > 0) return this.#refresh(id, log, before);
    this.#slots.delete(id);
    this.#rows[slot] = undefined;
    this.#forget(id);
    if (log.cells.size === 0) this.#logs.delete(id);
    if (before) this.#onChange?.({ table: this.id, id, before, after: undefined });
  }

  addWrite(id: RowId, columnName: string, write: CellWrite): void {
    const log = this.#logOf(id);
    const index = this.#indexOf(columnName);
    const before = this.computedRow(id);
    let writes = log.cells.get(index);
    if (!writes) log.cells.set(index, (writes = []));
    insertWrite(writes, write);
    if (log.births.length > 0) this.#refresh(id, log, before);
  }

  removeWrite(id: RowId, columnName: string, stamp: Stamp): void {
    const log = this.#logs.get(id);
    const index = this.#indexOf(columnName);
    const writes = log?.cells.get(index);
    if (!log || !writes) return;
    const before = this.computedRow(id);
    const at = writes.findIndex((write) => write.stamp === stamp);
    if (at >= 0) writes.splice(at, 1);
    if (writes.length === 0) log.cells.delete(index);
    if (log.births.length > 0) this.#refresh(id, log, before);
    else if (log.cells.size === 0) this.#logs.delete(id);
  }

  /** The relay has said which of several facts of one id came first. */
  settleOrder(id: RowId): void {
    const log = this.#logs.get(id);
    if (log && log.births.length > 1) this.#refresh(id, log, this.computedRow(id));
  }

  #arrange(written: WrittenRow, columns: readonly string[]): RowArray {
    if (columns === this.#knownInOrder) return written;
    let inOrder = columns.length <= this.columns.length;
    for (let i = 0; inOrder && i < columns.length; i++) inOrder = columns[i] === this.columns[i];
    if (inOrder) {
      this.#knownInOrder = columns;
      return written;
    }
    const row: [RowId, ...CellValue[]] = [written[0]];
    columns.forEach((name, i) => {
      const index = this.#indexOf(name);
      while (row.length <= index + 1) row.push(null);
      row[index + 1] = written[i + 1] ?? null;
    });
    return row;
  }

  #indexOf(name: string): number {
    let index = this.#columnIndex.get(name);
    if (index === undefined) {
      index = this.columns.length;
      this.columns.push(name);
      this.#columnIndex.set(name, index);
    }
    return index;
  }

  #logOf(id: RowId): RowLog {
    let log = this.#logs.get(id);
    if (!log) {
      const row = this.row(id);
      log = { births: row ? [{ commit: this.birthOf(id)!, row }] : [], cells: new Map() };
      this.#logs.set(id, log);
    }
    return log;
  }

  #cellWrites(log: RowLog, index: number): readonly CellWrite[] {
    const later = log.cells.get(index) ?? [];
    const all: CellWrite[] = [];
    for (const { commit, row } of log.births) {
      const value = row[index + 1];
      if (value !== null && value !== undefined) insertWrite(all, { stamp: commit.id, value, was: NO_STAMPS });
    }
    if (all.length === 0) return later;
    for (const write of later) insertWrite(all, write);
    return all;
  }

  #forget(id: RowId): void {
    this.#deleted.delete(id);
    this.#heldRows.delete(id);
    this.#conflicts.delete(id);
    this.#contested.delete(id);
  }

  /** Works out anew what the row shows, and reports what computed columns will see change. */
  #refresh(id: RowId, log: RowLog, before: RowArray | undefined): void {
    const slot = this.#slots.get(id)!;
    this.#forget(id);
    if (this.kind === 'ledger') this.#refreshFact(id, log, slot);
    else this.#refreshSheetRow(id, log, slot);
    const after = this.computedRow(id);
    if (before !== after) this.#onChange?.({ table: this.id, id, before, after });
  }

  #refreshFact(id: RowId, log: RowLog, slot: number): void {
    const marked = this.#firstAccepted.get(`${this.id}/${id}`);
    const first = log.births.find((birth) => birth.commit.id === marked) ?? log.births[0]!;
    this.#rows[slot] = first.row;
    this.#births[slot] = first.commit;
    const text = JSON.stringify(first.row);
    const others = log.births.filter((birth) => JSON.stringify(birth.row) !== text);
    if (others.length > 0) this.#contested.set(id, [first, ...others]);
  }

  #refreshSheetRow(id: RowId, log: RowLog, slot: number): void {
    const oldest = log.births[0]!;
    const shown: [RowId, ...CellValue[]] = [...oldest.row];
    const conflicts = new Set<string>();
    let computed: [RowId, ...CellValue[]] | null = null;
    for (const index of this.#touched(log)) {
      const name = this.columns[index]!;
      if (name === DELETED_COLUMN) continue;
      const writes = this.#cellWrites(log, index);
      const state = readCell(writes);
      while (shown.length <= index + 1) shown.push(null);
      shown[index + 1] = state.heads[state.heads.length - 1]?.value ?? null;
      if (!state.conflict) continue;
      conflicts.add(name);
      if (this.#shape.held.has(name)) (computed ??= [...shown])[index + 1] = lastUndisputed(writes);
    }
    if (computed) {
      for (let i = computed.length; i < shown.length; i++) computed.push(shown[i]!);
      for (let i = 1; i < shown.length; i++)
        if (!(conflicts.has(this.columns[i - 1]!) && this.#shape.held.has(this.columns[i - 1]!)))
          computed[i] = shown[i]!;
      this.#heldRows.set(id, computed);
    }
    this.#rows[slot] = shown;
    this.#births[slot] = oldest.commit;
    this.#refreshDeletion(id, log, conflicts);
    if (conflicts.size > 0) this.#conflicts.set(id, conflicts);
  }

  #touched(log: RowLog): Iterable<number> {
    return log.births.length > 1 ? this.columns.keys() : log.cells.keys();
  }

  /**
   * A deletion names the heads of every cell it saw. A cell head that it did not see, and that its own session did not
   * write before, is an edit made at the same time: the row stays visible, in conflict, until somebody decides.
   */
  #refreshDeletion(id: RowId, log: RowLog, conflicts: Set<string>): void {
    const index = this.#columnIndex.get(DELETED_COLUMN);
    const writes = index === undefined ? undefined : log.cells.get(index);
    if (index === undefined || !writes) return;
    const state = readCell(writes);
    const deletions = state.heads.filter((head) => head.value === true);
    if (deletions.length === 0) return;
    const unseen = this.#headsBeside(log, index).some(
      (head) => !deletions.some((deletion) => hasSeen(deletion, head.stamp))
    );
    if (state.conflict || unseen) conflicts.add(DELETED_COLUMN);
    else this.#deleted.add(id);
  }

  #headsBeside(log: RowLog, deletedIndex: number): CellWrite[] {
    return [...log.cells].filter(([index]) => index !== deletedIndex).flatMap(([, writes]) => readHeads(writes));
  }
}
