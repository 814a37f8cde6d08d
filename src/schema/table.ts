/**
 * Tables. A *sheet* is cells that people edit; a *ledger* is facts that are never changed; a *group* is computed: one row
 * per combination of keys that occurs in its sources, never stored, never typed.
 */
import type { RowId } from '#kernel/ids.ts';
import type { CellOf, CellValue, Columns, Label } from './column.ts';

/**
 * Which book a row lives in: `audience[@shop][@period]`. `shop` and `period` name columns of the row: a reference to a
 * shop, and the business date.
 */
export interface BookRule {
  readonly audience: string;
  readonly shop?: string;
  readonly period?: string;
}

export interface TableOptions<C extends Columns> {
  readonly id: string;
  readonly label: Label;
  readonly book: BookRule;
  readonly columns: C;
  /** The column people know a row by; references show and search it, imports match on it. */
  readonly key?: keyof C & string;
  /** Columns shown beside the key where a row is named, in this order. */
  readonly title?: readonly (keyof C & string)[];
  /** Ids of rows made from their key start with this. */
  readonly idPrefix?: string;
  /** Two values of a cell written apart are nobody's to decide: the newer one counts and no conflict is listed. */
  readonly onConflict?: 'newest';
  /** A check over several columns of one row; gives the name of the refusal and the column, or null. */
  readonly checkRow?: (row: Readonly<Record<string, CellValue>>) => RowProblem | null;
}

export interface RowProblem {
  readonly rule: string;
  readonly column: string;
}

export interface LedgerOptions<C extends Columns> extends TableOptions<C> {
  /** How a fact is taken back: a contra row with these columns negated and `link` naming the original. */
  readonly contra?: { readonly negate: readonly (keyof C & string)[]; readonly link: keyof C & string };
}

/** Names are checked against the columns where a table is declared; afterwards a `Table<C>` must also pass as a `Table`. */
export interface Table<C extends Columns = Columns> extends Omit<LedgerOptions<Columns>, 'columns'> {
  readonly kind: 'sheet' | 'ledger';
  readonly columns: C;
}

export function sheet<const C extends Columns>(options: TableOptions<C>): Table<C> {
  return { ...options, kind: 'sheet' };
}

export function ledger<const C extends Columns>(options: LedgerOptions<C>): Table<C> {
  return { ...options, kind: 'ledger' };
}

/** The row type that a table declaration implies. */
export type RowOf<T> =
  T extends Table<infer C> ? { readonly [K in keyof C]: CellOf<C[K]> } & { readonly id: RowId } : never;

/** A row as it lies in memory: `[rowId, …values in declared column order]`; a missing tail is empty cells. */
export type RowArray = readonly [RowId, ...CellValue[]];

export const DELETED_COLUMN = '$deleted';
