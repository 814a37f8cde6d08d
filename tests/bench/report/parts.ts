/** The parts of the group `report`. */
import type { BenchPart } from '../bench-row.ts';
import { benchPivot } from './pivot.ts';

export const reportParts: Readonly<Record<string, BenchPart>> = { pivot: benchPivot };
