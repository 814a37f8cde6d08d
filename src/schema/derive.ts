/**
 * A derived table: rows made from the rows of another table, group or derived table, such as ledger entries from a document
 * or due dates from its terms. Never stored, never typed; everything that reads a table can read it.
 *
 * A row that cannot be turned into rows (an error in what is read, a function that throws, a key given twice) has none:
 * half an entry would not balance. The error stands in the column `made` of that row, which otherwise counts its rows.
 */
import type { CellValue, Columns, Label } from './column.ts';
import type { ComputedValue, Made } from './computed.ts';

export interface DerivedRow {
  /** Tells the rows of one source row apart and stays with what it stands for; without `#`, which ends the source's id. */
  readonly key: string;
  readonly values: Readonly<Record<string, CellValue>>;
}

export interface Derive {
  readonly kind: 'derive';
  readonly id: string;
  readonly label: Label;
  readonly from: string;
  /** The columns of `from` that `rows` is given, in this order. */
  readonly of: readonly string[];
  readonly columns: Columns;
  /** The computed column of `from` that counts the rows or shows the error. */
  readonly made: Pick<Made, 'label' | 'words' | 'width'> & { readonly column: string };
  /** Pure. Ids are `<source id>#<key>`. */
  readonly rows: (...values: readonly ComputedValue[]) => Iterable<DerivedRow>;
}

export function derive(options: Omit<Derive, 'kind'>): Derive {
  return { ...options, kind: 'derive' };
}

export function derivedRowId(source: string, key: string): string {
  return `${source}#${key}`;
}

export function madeColumn({ id, made: { column: _, ...shown } }: Derive): Made {
  return { ...shown, primitive: 'made', shows: 'integer', derive: id };
}
