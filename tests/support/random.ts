/** A seeded source of chance for tests: the same seed, the same run (mulberry32, public domain). */
export interface Chance {
  /** [0, 1) */
  next(): number;
  /** Whole number below `limit`. */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
  happens(probability: number): boolean;
}

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    pick: (items) => items[Math.floor(next() * items.length)]!,
    happens: (probability) => next() < probability
  };
}

/** Seeds to run: `SEED` alone, or `RUNS` of them from 1. */
export function seedsToRun(usual: number): number[] {
  const only = process.env['SEED'];
  if (only !== undefined) return [Number(only)];
  return Array.from({ length: Number(process.env['RUNS'] ?? usual) }, (_, index) => index + 1);
}
