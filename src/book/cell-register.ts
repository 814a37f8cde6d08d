/**
 * A cell is a multi-value register. Every write names the stamps it replaces; what nobody replaced is a head; the newest
 * head is shown, and heads with different values are a conflict that stands until somebody who saw them decides.
 *
 * A named stamp counts only if it is smaller than the naming one, so the greatest write can never be dead; and dead
 * writes are kept until packed, so that refusing the killer revives what it had replaced (protocol 13).
 */
import { deviceOf, writerOf, type Stamp } from '#kernel/stamp.ts';
import type { CellValue } from '#schema/column.ts';

export interface CellWrite {
  readonly stamp: Stamp;
  readonly value: CellValue;
  /** Stamps of this cell that the write replaces. */
  readonly was: readonly Stamp[];
}

export interface CellState {
  /** Ascending by stamp; the last one is shown. */
  readonly heads: readonly CellWrite[];
  readonly conflict: boolean;
}

/**
 * `writes` ascending by stamp. Whoever replaces a write of a session has seen all earlier ones of that session in this
 * cell, since the session itself replaced them: naming a stamp covers them too, and so does a session's own next write.
 * Without that, refusing the named write would revive its predecessor into a conflict that nobody ever had.
 */
export function readHeads(writes: readonly CellWrite[]): readonly CellWrite[] {
  if (writes.length < 2) return writes;
  /** Session → the last of its stamps that somebody replaced. */
  const replacedUpTo = new Map<string, Stamp>();
  const replace = (stamp: Stamp): void => {
    const writer = writerOf(stamp);
    if (stamp > (replacedUpTo.get(writer) ?? '')) replacedUpTo.set(writer, stamp);
  };
  const lastOfWriter = new Map<string, Stamp>();
  for (const { stamp, was } of writes) {
    for (const named of was) if (named < stamp) replace(named);
    const earlier = lastOfWriter.get(writerOf(stamp));
    if (earlier) replace(earlier);
    lastOfWriter.set(writerOf(stamp), stamp);
  }
  return writes.filter(({ stamp }) => stamp > (replacedUpTo.get(writerOf(stamp)) ?? ''));
}

/** Whether the author of a write had seen another one, by naming it or a later one of its session. */
export function hasSeen(write: CellWrite, stamp: Stamp): boolean {
  const writer = writerOf(stamp);
  if (writerOf(write.stamp) === writer) return stamp <= write.stamp;
  return write.was.some((named) => named >= stamp && writerOf(named) === writer);
}

export function readCell(writes: readonly CellWrite[]): CellState {
  const heads = readHeads(writes);
  const first = heads[0];
  return { heads, conflict: heads.length > 1 && heads.some((head) => head.value !== first?.value) };
}

/**
 * The newest value from before the dispute: what computed columns go on using for prices and limits. It is a function of
 * the set of writes alone, so all replicas agree on it. Null if the cell was disputed from its first value on.
 */
export function lastUndisputed(writes: readonly CellWrite[]): CellValue {
  const heads = readHeads(writes);
  const firstHead = heads[0]?.stamp;
  for (let end = writes.length - 1; end > 0; end--) {
    const before = writes.slice(0, end);
    if (firstHead !== undefined && before[before.length - 1]!.stamp >= firstHead) continue;
    const state = readCell(before);
    if (!state.conflict) return state.heads[state.heads.length - 1]?.value ?? null;
  }
  return null;
}

/** Keeps `writes` ascending by stamp; the usual newcomer is the newest. The same stamp twice is one write. */
export function insertWrite(writes: CellWrite[], write: CellWrite): void {
  let at = writes.length;
  while (at > 0 && writes[at - 1]!.stamp > write.stamp) at--;
  if (writes[at - 1]?.stamp === write.stamp) return;
  writes.splice(at, 0, write);
}

/** What one cell of a commit may name (protocol 9). */
const MAX_NAMED = 64;

/**
 * What a new write of `writer` must name: all heads, and what those of others had named, since a head of this device may
 * yet be refused and must not leave behind what it had replaced. The own predecessor is named too, so that the order
 * survives when commits are stamped again in another session; but not its predecessors (protocol 14: naming the whole
 * own chain grew to 62 MB). What another device has replaced is dead for good and need not be named.
 */
export function stampsToReplace(writes: readonly CellWrite[], writer: string): readonly Stamp[] {
  const named = new Set<Stamp>();
  for (const head of readHeads(writes)) {
    named.add(head.stamp);
    for (const stamp of head.was) if (writerOf(stamp) !== writer) named.add(stamp);
  }
  const device = writer.slice(0, writer.indexOf('.'));
  const others = writes.filter(({ stamp }) => deviceOf(stamp) !== device);
  const standing = [...named].filter((stamp) => !others.some((write) => write.stamp > stamp && hasSeen(write, stamp)));
  return standing.sort().slice(-MAX_NAMED);
}
