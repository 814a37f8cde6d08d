/**
 * A cell is a multi-value register. Every write names the stamps it replaces; what nobody replaced is a head; the newest
 * head is shown, and heads with different values are a conflict that stands until somebody who saw them decides.
 *
 * A named stamp counts only if it is smaller than the naming one, so the greatest write can never be dead; and dead
 * writes are kept until packed, so that refusing the killer revives what it had replaced (protocol 13).
 */
import { writerOf, type Stamp } from '#kernel/stamp.ts';
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

/** `writes` ascending by stamp. A session's later write replaces its earlier ones without naming them. */
export function readHeads(writes: readonly CellWrite[]): readonly CellWrite[] {
  if (writes.length < 2) return writes;
  const dead = new Set<Stamp>();
  const lastOfWriter = new Map<string, CellWrite>();
  for (const write of writes) {
    for (const named of write.was) if (named < write.stamp) dead.add(named);
    const writer = writerOf(write.stamp);
    const earlier = lastOfWriter.get(writer);
    if (earlier) dead.add(earlier.stamp);
    lastOfWriter.set(writer, write);
  }
  return writes.filter((write) => !dead.has(write.stamp));
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

/**
 * What a new write of `writer` must name: others' heads, and what the own value it replaces had named, unless somebody
 * else has replaced that meanwhile (protocol 14: naming the whole own chain grew to 62 MB).
 */
export function stampsToReplace(writes: readonly CellWrite[], writer: string): readonly Stamp[] {
  const heads = readHeads(writes);
  const named = new Set<Stamp>();
  for (const head of heads) {
    if (writerOf(head.stamp) !== writer) named.add(head.stamp);
    else for (const stamp of head.was) named.add(stamp);
  }
  const others = writes.filter((write) => writerOf(write.stamp) !== writer);
  const deadAnyway = new Set(others.map((w) => w.stamp));
  for (const head of readHeads(others)) deadAnyway.delete(head.stamp);
  return [...named].filter((stamp) => !deadAnyway.has(stamp)).sort();
}
