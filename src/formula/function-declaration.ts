/** How a function is declared: names, arguments, what it gives, and a body that asks for its arguments one by one. */
import type { Label } from '#schema/column.ts';
import { isCellError, type CellError } from '#schema/computed.ts';
import { MAX_CELL_CHARACTERS } from '#schema/limits.ts';
import { formulaError } from './cell-errors.ts';
import type { FormulaKind } from './kinds.ts';
import { toNumber, toText, type Value } from './value.ts';

export interface Arguments {
  readonly name: string;
  readonly count: number;
  /** Works the argument out, each time it is asked; null where it was left out or is not there. */
  value(index: number): Value;
  /** A cell, whose text and truth Excel leaves out of sums. */
  isCell(index: number): boolean;
  /** Steps for so many characters read or written; false once the budget is spent. */
  spendOn(characters: number): boolean;
}

export type FunctionBody = (args: Arguments) => Value;

export interface FormulaFunction {
  /** In English, capitals. */
  readonly name: string;
  readonly zh: readonly string[];
  readonly takes: Label;
  readonly says: Label;
  readonly example: string;
  readonly least: number;
  readonly most: number;
  readonly gives: FormulaKind | ((kinds: readonly FormulaKind[]) => FormulaKind);
  /** Those that take conditions have none: they become roll-ups. */
  readonly body?: FunctionBody;
  /**
   * `each`: an argument may be rows of a table that refers to this one. `conditions`: rows and conditions in turn, as
   * SUMIFS takes them.
   */
  readonly rows?: 'each' | 'conditions';
}

/** As in Excel. */
export const MOST_ARGUMENTS = 255;

/** A body over numbers. An argument that is not there arrives as undefined, so that defaults apply. */
export function onNumbers(calculate: (...numbers: number[]) => Value): FunctionBody {
  return (args) => {
    const numbers: number[] = [];
    for (let i = 0; i < args.count; i++) {
      const number = toNumber(args.value(i));
      if (isCellError(number)) return number;
      numbers.push(number);
    }
    return calculate(...numbers);
  };
}

export function textAt(args: Arguments, index: number): string | CellError {
  const value = args.value(index);
  if (isCellError(value)) return value;
  const text = toText(value);
  args.spendOn(text.length);
  return text;
}

/** Whole, as Excel cuts what stands behind the point. */
export function wholeAt(args: Arguments, index: number, otherwise: number): number | CellError {
  if (index >= args.count) return otherwise;
  const number = toNumber(args.value(index));
  return isCellError(number) ? number : Math.trunc(number);
}

/** Joins only after the length is known to fit into a cell. */
export function joinTexts(args: Arguments, texts: readonly string[]): string | CellError {
  let length = 0;
  for (const text of texts) length += text.length;
  if (length > MAX_CELL_CHARACTERS) return formulaError('text-too-long');
  args.spendOn(length);
  return texts.join('');
}
