/**
 * Formulas that lead back to themselves. The editor refuses one; two people who each wrote half of it while apart have
 * it after the merge, and then the engine must not see it: it refuses to start on a cycle. So each column of a cycle
 * shows why, and all others go on.
 */
import type { ComputedValue } from '#schema/computed.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { formulaError } from './cell-errors.ts';
import type { CompiledFormula } from './compile.ts';

/** `id` is the column's, in the space `formula.home`. */
export interface OwnColumn {
  readonly id: string;
  readonly formula: CompiledFormula;
}

/** Refuses a column that reads itself through others; null if it may stand. `columns` holds it already. */
export function refuseCycle(column: OwnColumn, columns: readonly OwnColumn[]): Refusal | null {
  const path = pathBack(keyOf(column), byKey(columns));
  return path && refuse('formula-cycle', { path: labelsOf(path) });
}

/** Columns that are part of a cycle give an error that names it; all others stay as they are. */
export function withoutCycles(columns: readonly OwnColumn[]): readonly OwnColumn[] {
  const known = byKey(columns);
  return columns.map((column) => {
    const path = pathBack(keyOf(column), known);
    return path ? { ...column, formula: brokenFormula(column.formula, labelsOf(path)) } : column;
  });
}

function brokenFormula(formula: CompiledFormula, path: string): CompiledFormula {
  const compute = (): ComputedValue => formulaError('cycle', path);
  return { ...formula, column: { ...formula.column, of: [], compute }, helpers: {}, reads: [] };
}

function keyOf({ id, formula }: OwnColumn): string {
  return `${formula.home}/${id}`;
}

function byKey(columns: readonly OwnColumn[]): ReadonlyMap<string, OwnColumn> {
  return new Map(columns.map((column) => [keyOf(column), column]));
}

function labelsOf(path: readonly OwnColumn[]): string {
  return path.map(({ formula }) => formula.column.label.zh).join(' → ');
}

/** Breadth first, so the shortest way back is told; begins and ends with the column. */
function pathBack(start: string, known: ReadonlyMap<string, OwnColumn>): readonly OwnColumn[] | null {
  const cameFrom = new Map<string, string>();
  const waiting = [start];
  for (const at of waiting)
    for (const read of known.get(at)?.formula.reads ?? []) {
      if (read === start) return unwind(at, cameFrom).map((key) => known.get(key) as OwnColumn);
      if (!known.has(read) || cameFrom.has(read)) continue;
      cameFrom.set(read, at);
      waiting.push(read);
    }
  return null;

  function unwind(last: string, from: ReadonlyMap<string, string>): readonly string[] {
    const path = [last];
    for (let key = last; key !== start;) path.unshift((key = from.get(key) as string));
    return [...path, start];
  }
}
