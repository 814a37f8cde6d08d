/** The parts of the group `grid`: what somebody does all day with a grid of 100,000 rows. */
import type { BenchPart } from '../bench-row.ts';
import { benchFinding } from './finding.ts';
import { benchHands } from './hands.ts';
import { benchPaste } from './paste.ts';
import { benchUsableGrid } from './usable-grid.ts';

export const gridParts: Readonly<Record<string, BenchPart>> = {
  open: benchUsableGrid,
  hands: benchHands,
  paste: benchPaste,
  find: benchFinding
};
