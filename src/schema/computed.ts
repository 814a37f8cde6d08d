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
 * `distinct` counts different values. `first` and `last` give the value of `column`, empty or not, in the first or last
 * row by `order`, ties by row id. An order sorts as a spreadsheet does: empty cells, numbers, text, no, yes.
 */
export type Measure =
  | { readonly kind: 'count' }
  | { readonly kind: 'sum' | 'min' | 'max' | 'average' | 'distinct'; readonly column: string }
  | { readonly kind: 'first' | 'last'; readonly column: string; readonly order: readonly string[] };

/**
 * Over the rows of `from` (a table, a group or a derived table) whose `by` columns name this row: one reference column
 * for a table, the key columns in the group's order for a group. `where` sees the values of `of` and keeps or drops the
 * row. An empty sum, count or distinct is 0; every other measure of nothing is null.
 */
export interface Rollup extends ComputedOptions {
  readonly primitive: 'rollup';
  readonly from: string;
  readonly by: readonly string[];
  readonly measure: Measure;
  readonly where?: { readonly of: readonly string[]; readonly keep: (...values: readonly ComputedValue[]) => boolean };
}

/**
 * Goes through the rows of its own table that have the same values in `by`, in the `order` of a measure, and gives each
 * row the `value` of its step: a running balance, a cost, a status. `step` is pure: it gives a new state and never changes
 * the one it was given. A row with an empty cell in `by` belongs to no key and stays empty. A row that cannot be read
 * (an error in `by` excepted) makes the state unknown: it and all later rows of its key show its error.
 */
export interface Scan<State = unknown> extends ComputedOptions {
  readonly primitive: 'scan';
  readonly by: readonly string[];
  readonly order: readonly string[];
  readonly of: readonly string[];
  readonly start: State;
  // A method and not a property: a scan of any state must also pass as a `Scan`.
  step(state: State, ...values: readonly ComputedValue[]): Step<State>;
}

export interface Step<State> {
  readonly state: State;
  readonly value: ComputedValue;
}

/** How many rows a derived table has from this row, or the error because of which it has none. Declared by `derive`. */
export interface Made extends ComputedOptions {
  readonly primitive: 'made';
  readonly derive: string;
}

export type Computed = Formula | Lookup | Rollup | Scan | Made;

export const computed = {
  formula: (o: Omit<Formula, 'primitive'>): Formula => ({ ...o, primitive: 'formula' }),
  lookup: (o: Omit<Lookup, 'primitive'>): Lookup => ({ ...o, primitive: 'lookup' }),
  rollup: (o: Omit<Rollup, 'primitive'>): Rollup => ({ ...o, primitive: 'rollup' }),
  scan: <State>(o: Omit<Scan<State>, 'primitive'>): Scan<State> => ({ ...o, primitive: 'scan' })
} as const;

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
