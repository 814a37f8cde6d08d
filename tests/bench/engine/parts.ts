/** The parts of the group `engine`, in the order of the letters. */
import type { BenchPart } from '../bench-row.ts';
import { benchBackDated } from './back-dated.ts';
import { benchFirstComputation } from './first-computation.ts';
import { benchMemory } from './memory.ts';
import { benchOneMovement } from './one-movement.ts';

export const engineParts: Readonly<Record<string, BenchPart>> = {
  first: benchFirstComputation,
  movement: benchOneMovement,
  scan: benchBackDated,
  memory: benchMemory
};
