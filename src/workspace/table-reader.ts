/**
 * One table over all the books that hold rows of it: a ledger lies in one book per shop and month, and nobody above
 * this file needs to know.
 */
import type { CellState } from '#book/cell-register.ts';
import { rowToValues } from '#book/compose.ts';
import type { Fold } from '#book/fold.ts';
import type { Birth, CommitHead, TableFold } from '#book/table-fold.ts';
import type { RowId } from '#kernel/ids.ts';
import type { CellValue } from '#schema/column.ts';
import type { RowArray } from '#schema/table.ts';
import type { OpenBook, Shelf } from './shelf.ts';

export interface Placed {
  readonly book: OpenBook;
  readonly table: TableFold;
}

export class TableReader {
  readonly #shelf: Shelf;
  /** Table → column → value → row ids; built when first asked for, dropped when the table changes. */
  readonly #indexes = new Map<string, Map<string, Map<CellValue, RowId[]>>>();

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** To be told of every change, so that no index is stale. */
  forgetIndexes(table: string): void {
    this.#indexes.delete(table);
  }

  *folds(tableId: string): IterableIterator<Placed> {
    for (const book of this.#shelf.books.values()) {
      const table = book.replica.fold.tables.get(tableId);
      if (table) yield { book, table };
    }
  }

  place(tableId: string, id: RowId): Placed | undefined {
    for (const placed of this.folds(tableId)) if (placed.table.has(id)) return placed;
    return undefined;
  }

  count(tableId: string): number {
    let count = 0;
    for (const { table } of this.folds(tableId)) count += table.size;
    return count;
  }

  /** Living rows, shown values. */
  *rows(tableId: string): IterableIterator<RowArray> {
    for (const { table } of this.folds(tableId)) yield* table.rows();
  }

  *computedRows(tableId: string): IterableIterator<RowArray> {
    for (const { table } of this.folds(tableId)) yield* table.computedRows();
  }

  *deletedRows(tableId: string): IterableIterator<RowArray> {
    for (const { table } of this.folds(tableId)) yield* table.deletedRows();
  }

  row(tableId: string, id: RowId): RowArray | undefined {
    return this.place(tableId, id)?.table.row(id);
  }

  values(tableId: string, id: RowId): Record<string, CellValue> | undefined {
    const placed = this.place(tableId, id);
    return placed && rowToValues(placed.table, id);
  }

  isDeleted(tableId: string, id: RowId): boolean {
    return this.place(tableId, id)?.table.isDeleted(id) ?? false;
  }

  cell(tableId: string, id: RowId, column: string): CellState | undefined {
    return this.place(tableId, id)?.table.cell(id, column);
  }

  conflictsOf(tableId: string, id: RowId): ReadonlySet<string> {
    return this.place(tableId, id)?.table.conflicts.get(id) ?? NONE;
  }

  *conflicts(tableId: string): IterableIterator<readonly [RowId, ReadonlySet<string>]> {
    for (const { table } of this.folds(tableId)) yield* table.conflicts;
  }

  *contested(tableId: string): IterableIterator<readonly [RowId, readonly Birth[]]> {
    for (const { table } of this.folds(tableId)) yield* table.contested;
  }

  birthOf(tableId: string, id: RowId): CommitHead | undefined {
    return this.place(tableId, id)?.table.birthOf(id);
  }

  foldOf(tableId: string, id: RowId): Fold | undefined {
    return this.place(tableId, id)?.book.replica.fold;
  }

  find(tableId: string, column: string, value: CellValue): readonly RowId[] {
    let columns = this.#indexes.get(tableId);
    if (!columns) this.#indexes.set(tableId, (columns = new Map()));
    let index = columns.get(column);
    if (!index) columns.set(column, (index = this.#buildIndex(tableId, column)));
    return index.get(value) ?? [];
  }

  #buildIndex(tableId: string, column: string): Map<CellValue, RowId[]> {
    const index = new Map<CellValue, RowId[]>();
    for (const { table } of this.folds(tableId)) {
      const at = table.columns.indexOf(column) + 1;
      if (at === 0) continue;
      for (const row of table.rows()) {
        const value = row[at] ?? null;
        const ids = index.get(value);
        if (ids) ids.push(row[0]);
        else index.set(value, [row[0]]);
      }
    }
    return index;
  }
}

const NONE: ReadonlySet<string> = new Set();
