/**
 * Rounding as a spreadsheet rounds. A double holds 1.005 as 1.00499999999999989…, so rounding its bits gives 1.00; people
 * and Excel mean the 15 digits they see. A number is therefore first written with 15 significant digits, its point is
 * moved in that text, and only then half is rounded away from zero: 1.005 → "100.5" → 101 → 1.01.
 */

/** The number with 15 significant digits, the most Excel shows: 0.1+0.2 is 0.3. */
export function fifteenDigits(x: number): number {
  if (Number.isSafeInteger(x)) return x;
  const rounded = Number(x.toPrecision(15));
  // The largest doubles round up beyond all of them.
  return Number.isFinite(rounded) ? rounded : x;
}

/** `x` times ten to the `places`, exact in the digits people see. */
export function movePoint(x: number, places: number): number {
  if (!Number.isFinite(x)) return x;
  const [digits = '0', exponent = '0'] = x.toExponential(14).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}

export type Rounding = 'half' | 'up' | 'down';

/** `up` is away from zero, `down` towards it. */
export function roundTo(x: number, places: number, how: Rounding = 'half'): number {
  const moved = movePoint(Math.abs(x), places);
  const whole = how === 'half' ? Math.floor(moved + 0.5) : how === 'up' ? Math.ceil(moved) : Math.floor(moved);
  const rounded = movePoint(whole, -places);
  return x < 0 && rounded !== 0 ? -rounded : rounded;
}
