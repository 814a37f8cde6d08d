/**
 * Ids that need no server. A row id begins with the writer's device and session (protocol 11), so nobody can claim a
 * row in another's name, and goes on with the clock, so the rows of one session sort in the order they were made.
 */
import { DEVICE_WIDTH, SESSION_WIDTH, hlcOf, writerOf, type Stamp } from './stamp.ts';

export type RowId = string;

/** Draws `length` base-36 digits from `random`, which gives numbers in [0, 1). */
export function drawId(length: number, random: () => number): string {
  let id = '';
  for (let i = 0; i < length; i++) id += Math.floor(random() * 36).toString(36);
  return id;
}

export const drawDeviceId = (random: () => number): string => drawId(DEVICE_WIDTH, random);
export const drawSessionId = (random: () => number): string => drawId(SESSION_WIDTH, random);

/** `<device>.<session>.<hlc>` and, from the second row of one commit on, `.<n>`. */
export function rowIdOf(stamp: Stamp, index: number): RowId {
  const base = `${writerOf(stamp)}.${hlcOf(stamp)}`;
  return index === 0 ? base : `${base}.${index.toString(36)}`;
}

const DRAWN = /^([0-9a-z]{8}\.[0-9a-z]{8})\.([0-9a-z]{12})(?:\.|$)/;

/** The stamp an id was drawn with; null for an id that was made from something else. */
export function stampOfRowId(id: RowId): Stamp | null {
  const drawn = DRAWN.exec(id);
  return drawn ? `${drawn[2]}.${drawn[1]}` : null;
}

/** Imported rows get their id from table and key, so that two shops importing one file make one set (rule 2). */
export function keyedRowId(prefix: string, key: string): RowId {
  return `${prefix}:${key}`;
}
