/** Formulas over numbers: an error in a cell passes through, and an empty cell makes an empty result, as in a spreadsheet. */
import { isCellError, type ComputedValue } from '#schema/computed.ts';

export function onNumbers(calculate: (...numbers: readonly number[]) => number) {
  return (...values: readonly ComputedValue[]): ComputedValue => {
    const numbers: number[] = [];
    let isEmpty = false;
    for (const value of values) {
      if (isCellError(value)) return value;
      if (typeof value === 'number') numbers.push(value);
      else isEmpty = true;
    }
    return isEmpty ? null : calculate(...numbers);
  };
}
