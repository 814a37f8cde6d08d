import type { Random } from '../demo-random.ts';

/** Frames are kept by the piece, boxes and bottles by the handful. */
export function drawStocking(random: Random, sku: string): { readonly reorderPoint: number } {
  return { reorderPoint: sku.startsWith('F') ? random.pick([0, 1, 1, 1, 2, 2]) : random.between(2, 6) };
}
