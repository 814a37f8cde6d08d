/**
 * The words a table's columns are declared in. One declaration gives the row's type, the validator, the grid's editor,
 * the form field, the import matching and the export format; nothing about a column is written anywhere else.
 */
import type { LocalDate } from '#kernel/local-date.ts';
import type { Money } from '#kernel/money.ts';
import type { Quantity } from '#kernel/quantity.ts';
import type { Diopter } from '#kernel/diopter.ts';
import type { RowId } from '#kernel/ids.ts';

export interface Label {
  readonly zh: string;
  readonly en: string;
}

/** What one cell holds in a commit: plain JSON, so that every replica reads the same. `null` is an empty cell. */
export type CellValue = string | number | boolean | null;

export type ColumnKind =
  'text' | 'barcode' | 'integer' | 'money' | 'diopter' | 'date' | 'choice' | 'reference' | 'boolean';

export interface Choice {
  readonly value: string;
  readonly label: Label;
  /** Other spellings found in shops' files. */
  readonly aliases?: readonly string[];
}

export interface ColumnOptions {
  readonly label: Label;
  /** What it means and where it comes from, shown as help on the heading. */
  readonly help?: Label;
  readonly required?: boolean;
  /** At most one living row may hold a value; a merge that breaks this raises an exception, never loses a row (rule 2). */
  readonly unique?: boolean;
  /** Computed values keep the last undisputed value until somebody decides (protocol 17). */
  readonly onConflict?: 'hold';
  /** Headings under which imported files carry this column, besides its labels. */
  readonly headings?: readonly string[];
  /** Grid width in px. */
  readonly width?: number;
}

export interface Column<T extends CellValue = CellValue> extends ColumnOptions {
  readonly kind: ColumnKind;
  /** Only in the type: what a cell of this column holds. */
  readonly __cell?: T;
  readonly choices?: readonly Choice[];
  /** For references: the id of the table whose rows it names. */
  readonly table?: string;
  readonly min?: number;
  readonly max?: number;
  /** Turns what was typed into the house's spelling before it is checked, e.g. `52-18-140` → `52□18-140`. */
  readonly normalize?: (text: string) => string;
  /** A text must match; `patternRule` names the refusal. */
  readonly pattern?: RegExp;
  readonly patternRule?: string;
}

type Held<T extends CellValue, O extends ColumnOptions> = O extends { readonly required: true } ? T : T | null;

type TextOptions = ColumnOptions & Pick<Column, 'normalize' | 'pattern' | 'patternRule'>;
type RangeOptions = ColumnOptions & Pick<Column, 'min' | 'max'>;

export const column = {
  text: <const O extends TextOptions>(o: O): Column<Held<string, O>> => ({ ...o, kind: 'text' }),
  /** EAN-13 with a right check digit, or any other code of up to 48 printable characters. */
  barcode: <const O extends ColumnOptions>(o: O): Column<Held<string, O>> => ({ ...o, kind: 'barcode' }),
  integer: <const O extends RangeOptions>(o: O): Column<Held<Quantity, O>> => ({ ...o, kind: 'integer' }),
  /** Fen; `min` and `max` are fen too. */
  money: <const O extends RangeOptions>(o: O): Column<Held<Money, O>> => ({ ...o, kind: 'money' }),
  diopter: <const O extends RangeOptions>(o: O): Column<Held<Diopter, O>> => ({ ...o, kind: 'diopter' }),
  date: <const O extends ColumnOptions>(o: O): Column<Held<LocalDate, O>> => ({ ...o, kind: 'date' }),
  boolean: <const O extends ColumnOptions>(o: O): Column<Held<boolean, O>> => ({ ...o, kind: 'boolean' }),
  choice: <const O extends ColumnOptions & { readonly choices: readonly Choice[] }>(
    o: O
  ): Column<Held<O['choices'][number]['value'], O>> => ({ ...o, kind: 'choice' }),
  reference: <const O extends ColumnOptions & { readonly table: string }>(o: O): Column<Held<RowId, O>> => ({
    ...o,
    kind: 'reference'
  })
} as const;

export type Columns = Readonly<Record<string, Column>>;

/** `Column<T>` → `T`. */
export type CellOf<C> = C extends Column<infer T> ? T : never;
