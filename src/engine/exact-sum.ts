/**
 * The sum of floating-point numbers, rounded once: it does not depend on the order of the numbers, so every replica
 * shows the same last digit. Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997; the last rounding as in
 * Python's math.fsum.
 */
export function sumExactly(numbers: readonly number[]): number {
  const partials: number[] = [];
  for (const number of numbers) addTo(partials, number);
  return roundOnce(partials);
}

/** `partials` are numbers of growing size whose bits do not overlap; afterwards they stand for `number` more. */
function addTo(partials: number[], number: number): void {
  let high = number;
  let kept = 0;
  for (const partial of partials) {
    const [large, small] = Math.abs(high) < Math.abs(partial) ? [partial, high] : [high, partial];
    high = large + small;
    const low = small - (high - large);
    if (low !== 0) partials[kept++] = low;
  }
  partials.length = kept;
  partials.push(high);
}

function roundOnce(partials: readonly number[]): number {
  let place = partials.length - 1;
  let high = partials[place] ?? 0;
  let low = 0;
  while (place > 0 && low === 0) {
    const partial = partials[--place] as number;
    const sum = high + partial;
    low = partial - (sum - high);
    high = sum;
  }
  // Exactly half way between two doubles: what is left below decides.
  const below = place > 0 ? (partials[place - 1] as number) : 0;
  if ((low < 0 && below < 0) || (low > 0 && below > 0)) {
    const twice = low * 2;
    const moved = high + twice;
    if (twice === moved - high) return moved;
  }
  return high === 0 ? 0 : high;
}
