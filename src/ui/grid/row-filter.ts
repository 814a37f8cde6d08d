/** Which rows are shown: conditions per column, a search over the words of a row, and "only what has an alert". */
import type { CellValue } from '#schema/column.ts';
import { isCellError, type ComputedValue } from '#schema/computed.ts';
import type { RowArray } from '#schema/table.ts';
import { foldText } from '#ui/state/searched-text.ts';

export type Condition =
  | { readonly kind: 'contains'; readonly text: string }
  | { readonly kind: 'one-of'; readonly values: readonly CellValue[] }
  /** Bounds belong to the range; dates compare as their ISO text. */
  | { readonly kind: 'range'; readonly from: number | string | null; readonly to: number | string | null };

/** By column path. */
export type Conditions = ReadonlyMap<string, Condition>;

export const NO_CONDITIONS: Conditions = new Map();

export function withCondition(conditions: Conditions, path: string, condition: Condition | null): Conditions {
  const others = [...conditions].filter(([known]) => known !== path);
  return new Map(condition ? [...others, [path, condition]] : others);
}

export interface ColumnCondition {
  readonly condition: Condition;
  readonly read: (row: RowArray) => ComputedValue;
  readonly text: (row: RowArray) => string;
}

export interface FilterSetup {
  readonly columns: readonly ColumnCondition[];
  readonly search: string;
  /** All the words of a row by which it can be found, in lower case. */
  readonly wordsOf: (row: RowArray) => string;
  /** Null: alerts do not matter. */
  readonly alerted: ReadonlySet<string> | null;
}

export function compileFilter({ columns, search, wordsOf, alerted }: FilterSetup): (row: RowArray) => boolean {
  const tests = columns.map(compileCondition);
  const words = foldText(search).split(/\s+/).filter(Boolean);
  return (row) => {
    if (alerted && !alerted.has(row[0])) return false;
    for (const test of tests) if (!test(row)) return false;
    if (words.length === 0) return true;
    const haystack = wordsOf(row);
    return words.every((word) => haystack.includes(word));
  };
}

export function compileCondition({ condition, read, text }: ColumnCondition): (row: RowArray) => boolean {
  switch (condition.kind) {
    case 'contains': {
      const wanted = foldText(condition.text.trim());
      return (row) => foldText(text(row)).includes(wanted);
    }
    case 'one-of': {
      const wanted = new Set<ComputedValue>(condition.values);
      return (row) => wanted.has(read(row));
    }
    case 'range':
      return (row) => isWithin(read(row), condition);
  }
}

function isWithin(value: ComputedValue, { from, to }: Condition & { readonly kind: 'range' }): boolean {
  if (value === null || typeof value === 'boolean' || isCellError(value)) return false;
  return (from === null || value >= from) && (to === null || value <= to);
}
