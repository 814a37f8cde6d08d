/** The only list of functions: parser, completion, evaluation and the manual follow from it. */
import { aggregateFunctions } from './aggregate-functions.ts';
import { conversionFunctions } from './conversion-functions.ts';
import { dateFunctions } from './date-functions.ts';
import type { FormulaFunction } from './function-declaration.ts';
import { logicFunctions } from './logic-functions.ts';
import { mathFunctions } from './math-functions.ts';
import { nearestNames } from './nearest.ts';
import { textFunctions } from './text-functions.ts';

export const formulaFunctions: readonly FormulaFunction[] = [
  ...logicFunctions,
  ...aggregateFunctions,
  ...mathFunctions,
  ...dateFunctions,
  ...textFunctions,
  ...conversionFunctions
];

/** A map and not an object, so that `constructor` and `__proto__` are names like any other: unknown. */
const BY_NAME: ReadonlyMap<string, FormulaFunction> = new Map(
  formulaFunctions.flatMap((known) => [known.name, ...known.zh].map((name) => [name, known] as const))
);

/** By its English or a Chinese name, in any case and width. */
export function findFunction(typed: string): FormulaFunction | undefined {
  return BY_NAME.get(typed.normalize('NFKC').toUpperCase());
}

export function nearestFunctions(typed: string): readonly string[] {
  return nearestNames(typed, BY_NAME.keys());
}
