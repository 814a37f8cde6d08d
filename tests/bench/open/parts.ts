/** The parts of the group `open`, in the order of the letters. */
import type { BenchPart } from '../bench-row.ts';
import { benchUsableGrid } from '../grid/usable-grid.ts';
import { benchColdLoad } from './cold-load.ts';
import { benchEcho } from './edit-echo.ts';
import { benchEditCost } from './edit-cost.ts';
import { benchHeap } from './heap.ts';
import { benchMovement } from './movement.ts';
import { benchPack } from './pack.ts';
import { benchSize } from './app-size.ts';

export const openParts: Readonly<Record<string, BenchPart>> = {
  load: benchColdLoad,
  heap: benchHeap,
  pack: benchPack,
  echo: benchEcho,
  edit: benchEditCost,
  movement: benchMovement,
  grid: benchUsableGrid,
  size: benchSize
};
