/** For the editor: what is wrong with the text as typed so far, and which part of it to underline. */
import type { Refusal } from '#kernel/result.ts';
import { compileFormula, type FormulaToCompile } from './compile.ts';
import { storedText } from './stored-text.ts';

export interface FormulaError {
  /** UTF-16 units from 0; `end` is just behind. */
  readonly start: number;
  readonly end: number;
  readonly refusal: Refusal;
}

/** Null if the formula may be saved. */
export function errorAt(formula: FormulaToCompile): FormulaError | null {
  const stored = storedText(formula);
  const result = stored.ok ? compileFormula(formula) : stored;
  if (result.ok) return null;
  const { at, length } = result.values;
  const start = typeof at === 'number' ? at - 1 : 0;
  return { start, end: typeof length === 'number' ? start + length : formula.text.length, refusal: result };
}
