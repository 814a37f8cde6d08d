/**
 * Computed columns are declared as data with pure functions inside; the room `engine` runs them. They are never stored:
 * replicas that hold the same facts show the same numbers.
 */
import type { CellValue, Choice, ColumnKind, Label } from './column.ts';

/** An error is a value in the cell, `{ code, because }`; it never stops other cells. */
export interface CellError {
  readonly code: '#REF' | '#VALUE' | '#DIV0' | '#NAME' | '#ERROR';
  readonly because: string;
}

export type ComputedValue = CellValue | CellError;

export function isCellError(value: unknown): value is CellError {
  return typeof value === 'object' && value !== null && 'code' in value;
}

interface ComputedOptions {
  readonly label: Label;
  /** The formula in words, shown in the cell bar: `= 本店在手 + 他店 + 在途`. */
  readonly words: Label;
  /** How the result is shown. */
  readonly shows: ColumnKind;
  /** For `shows: 'choice'`: the words for its values. */
  readonly choices?: readonly Choice[];
  readonly width?: number;
}

/** Same row: `compute` gets the values of `of` (stored or computed columns of this row) in that order. */
export interface Formula extends ComputedOptions {
  readonly primitive: 'formula';
  readonly of: readonly string[];
  readonly compute: (...values: readonly ComputedValue[]) => ComputedValue;
}

/** The value of `column` (stored or computed) in the row that this row's reference `through` names. */
export interface Lookup extends ComputedOptions {
  readonly primitive: 'lookup';
  readonly through: string;
  readonly column: string;
}

/**
 * Over the rows of `from` (a table or a group) whose `by` columns name this row: one reference column for a table, the
 * key columns in the group's order for a group. `where` sees the values of `of` and keeps or drops the row.
 * An empty sum or count is 0; an empty min or max is null.
 */
export interface Rollup extends ComputedOptions {
  readonly primitive: 'rollup';
  readonly from: string;
  readonly by: readonly string[];
  readonly measure: { readonly kind: 'count' } | { readonly kind: 'sum' | 'min' | 'max'; readonly column: string };
  readonly where?: { readonly of: readonly string[]; readonly keep: (...values: readonly ComputedValue[]) => boolean };
}

export type Computed = Formula | Lookup | Rollup;

export const computed = {
  formula: (o: Omit<Formula, 'primitive'>): Formula => ({ ...o, primitive: 'formula' }),
  lookup: (o: Omit<Lookup, 'primitive'>): Lookup => ({ ...o, primitive: 'lookup' }),
  rollup: (o: Omit<Rollup, 'primitive'>): Rollup => ({ ...o, primitive: 'rollup' })
} as const;

/**
 * A computed table: one row per combination of keys that occurs in at least one source row. Its row ids are the key
 * values joined by `|` (`groupRowId`); each key is a reference column that lookups may go through.
 */
export interface Group {
  readonly kind: 'group';
  readonly id: string;
  readonly label: Label;
  /** Key column → the table it refers to. */
  readonly keys: Readonly<Record<string, { readonly label: Label; readonly table: string }>>;
  /** For each source table the columns that give the keys, in the order of `keys`. */
  readonly sources: readonly { readonly table: string; readonly by: readonly string[] }[];
}

export function group(options: Omit<Group, 'kind'>): Group {
  return { ...options, kind: 'group' };
}

export function groupRowId(keys: readonly string[]): string {
  return keys.join('|');
}

/**
 * A state of a row worth telling somebody. It is true while `when` holds of the values of `of`; nothing needs to clear it.
 */
export interface Alert {
  readonly id: string;
  /** The table or group whose rows it watches. */
  readonly on: string;
  readonly severity: 'warning' | 'critical';
  readonly of: readonly string[];
  readonly when: (...values: readonly ComputedValue[]) => boolean;
  /** The cell to colour. */
  readonly column: string;
  readonly label: Label;
  /** `{column}` placeholders are filled with the row's values. */
  readonly sentence: Label;
  /** Facts to name beside it: the newest rows of `from` whose `by` columns name this row. */
  readonly evidence?: {
    readonly from: string;
    readonly by: readonly string[];
    readonly order: string;
    readonly count: number;
  };
  /** Ids of actions that mend it; the first is the main button. */
  readonly remedies: readonly string[];
}
