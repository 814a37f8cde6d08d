/**
 * Powers that agree on every replica. JavaScript leaves the last digit of pow, exp and log to each browser, so whole
 * powers are multiplied out, and the others are cut to the 15 digits in which browsers agree.
 */
import { formulaError } from './cell-errors.ts';
import { fifteenDigits } from './decimal.ts';
import type { Value } from './value.ts';

const LARGEST_MULTIPLIED = 1_024;

export function powerOf(base: number, exponent: number): Value {
  // As Excel: 0^0 is #NUM!, and so is the square root of a negative number.
  if (base === 0 && exponent <= 0) return formulaError(exponent === 0 ? 'out-of-range' : 'divided-by-zero', '^');
  if (base < 0 && !Number.isInteger(exponent)) return formulaError('out-of-range', '^');
  const whole = Number.isInteger(exponent) && Math.abs(exponent) <= LARGEST_MULTIPLIED;
  const power = whole ? multiplied(base, exponent) : fifteenDigits(Math.pow(base, exponent));
  return Number.isFinite(power) ? power : formulaError('too-large');
}

/** By squaring, at most 11 rounds. */
function multiplied(base: number, exponent: number): number {
  let power = 1;
  let square = base;
  for (let left = Math.abs(exponent); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power *= square;
    square *= square;
  }
  return exponent < 0 ? 1 / power : power;
}
