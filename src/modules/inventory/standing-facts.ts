/**
 * Ledger rows that still stand. A row is taken back by a row that `reverses` it; undoing that one makes the first stand
 * again, and so on.
 *
 * Ids that follow from another row are numbered by how many such rows were ever made, taken back or not. Two tills that
 * do the same thing apart make the same id, which is doing it once; doing it again after it was taken back makes a new one.
 */
import type { RowId } from '#kernel/ids.ts';
import type { Reader } from '#schema/action.ts';

export interface Facts {
  /** How many were ever made, contra rows not counted. */
  readonly made: number;
  /** How many of those stand. */
  readonly standing: number;
  /** The sum over all rows, contra rows included. */
  readonly quantity: number;
}

export function stands(read: Reader, table: string, id: RowId): boolean {
  return !read.find(table, 'reverses', id).some((contra) => stands(read, table, contra));
}

export function isContra(read: Reader, table: string, id: RowId): boolean {
  return (read.row(table, id)?.['reverses'] ?? null) !== null;
}

export function factsAmong(read: Reader, table: string, ids: readonly RowId[]): Facts {
  const made = ids.filter((id) => !isContra(read, table, id));
  return {
    made: made.length,
    standing: made.filter((id) => stands(read, table, id)).length,
    quantity: ids.reduce((sum, id) => sum + Number(read.row(table, id)?.['quantity'] ?? 0), 0)
  };
}
