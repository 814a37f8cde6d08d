import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumExactly } from './exact-sum.ts';

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = Number(process.env['RUNS'] ?? 300);
console.log(`exact-sum: SEED=${SEED} RUNS=${RUNS}`);

/** In units of 2^-40, which all numbers below are whole multiples of. */
function sumAsIntegers(numbers: readonly number[]): number {
  return Number(numbers.reduce((sum, number) => sum + BigInt(number * 2 ** 40), 0n)) / 2 ** 40;
}

describe('an exact sum', () => {
  it('keeps what a running sum loses', () => {
    expect([1e16, 1, 1, -1e16].reduce((a, b) => a + b)).toBe(0);
    expect(sumExactly([1e16, 1, 1, -1e16])).toBe(2);
    expect(sumExactly([])).toBe(0);
    expect(Object.is(sumExactly([1, -1]), 0)).toBe(true);
  });

  it('lets what is left below decide a sum half way between two doubles', () => {
    expect(sumExactly([1e16, 1, 2 ** -40])).toBe(10000000000000002);
    expect(sumExactly([1e16, 1, -(2 ** -40)])).toBe(10000000000000000);
    expect(sumExactly([1e16, 1])).toBe(10000000000000000);
  });

  it('is the true sum, rounded once, in any order', () => {
    const part = fc.record({ size: fc.integer({ min: -40, max: 60 }), whole: fc.integer({ min: -9, max: 9 }) });
    const property = fc.property(fc.array(part), (parts) => {
      const numbers = parts.map(({ size, whole }) => whole * 2 ** size);
      expect(sumExactly(numbers)).toBe(sumAsIntegers(numbers));
      expect(sumExactly([...numbers].reverse())).toBe(sumAsIntegers(numbers));
    });
    fc.assert(property, { seed: SEED, numRuns: RUNS });
  });
});
