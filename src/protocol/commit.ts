/**
 * A commit is everything one action did, as JSON text: accepted, refused, undone and shown in history as a whole.
 *
 * The text is canonical (see `isCanonical`) and begins with the id, which has a fixed width: that lets feeds be put in
 * time order by cutting the id out, before a single commit is parsed.
 */
import { isStamp, STAMP_WIDTH, type DeviceId, type Stamp } from '#kernel/stamp.ts';
import type { RowId } from '#kernel/ids.ts';

/** What one cell holds; the schema's `CellValue` is the same. */
export type Scalar = string | number | boolean | null;

/** `[rowId, …values]` in the order of the write's columns. In a `new` row null means "not written". */
export type WrittenRow = [RowId, ...Scalar[]];

/** For one cell: null, an index into the commit's `stamps`, or several. */
export type Replaced = null | number | readonly number[];

export interface Write {
  readonly table: string;
  /** The rows begin to exist with this commit. */
  readonly new?: true;
  readonly columns: readonly string[];
  readonly rows: readonly WrittenRow[];
  /** Same shape as the values of `rows`: the stamps each cell replaces. Left out where nothing is replaced. */
  readonly was?: readonly (readonly Replaced[])[];
}

export interface Commit {
  readonly id: Stamp;
  readonly by: string;
  readonly on: DeviceId;
  readonly action: string;
  readonly writes: readonly Write[];
  /** Stamps of others that `was` points into. */
  readonly stamps?: readonly Stamp[];
  /** Commits of one import share a group: undone in one step. */
  readonly group?: string;
  /** The commits this one takes back. */
  readonly undoes?: readonly Stamp[];
  /** Device time (ms since 1970, UTC) of a commit that had to be stamped again because the clock was ahead. */
  readonly madeAt?: number;
}

const PREFIX = '{"id":"';

export function commitToText(commit: Commit): string {
  const { id, by, on, action, writes, stamps, group, undoes, madeAt } = commit;
  return toAscii(JSON.stringify({ id, by, on, action, writes, stamps, group, undoes, madeAt }));
}

/**
 * JSON text with everything beyond ASCII as `\uXXXX`. Browsers decode such bytes several times faster and keep them in
 * half the memory, and a book's texts lie in memory until they are packed (decision 0011).
 */
export function toAscii(json: string): string {
  return json.replace(/[\u0080-\uffff]+/g, escapeUnits);
}

function escapeUnits(run: string): string {
  let escaped = '';
  for (let i = 0; i < run.length; i++) escaped += `\\u${(run.charCodeAt(i) + 0x10000).toString(16).slice(1)}`;
  return escaped;
}

/**
 * Whether a text is one of the two ways in which a value may stand in a feed: as JSON.stringify writes it, or that in
 * ASCII. A lone surrogate, which JSON.stringify writes as an escape and nothing else, is in neither: it would not survive
 * UTF-8, and two replicas would disagree on the text.
 */
export function isCanonical(text: string, value: unknown): boolean {
  const json = JSON.stringify(value);
  if (text !== json && text !== toAscii(json)) return false;
  return !json.includes('\\ud') || !/(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(json);
}

/** The id at its fixed place; null for text that is no commit. */
export function idOfText(text: string): Stamp | null {
  if (!text.startsWith(PREFIX)) return null;
  const id = text.slice(PREFIX.length, PREFIX.length + STAMP_WIDTH);
  return isStamp(id) ? id : null;
}

/** Reads text that the relay has judged, or that this device wrote; null where it is not a commit at all. */
export function parseCommit(text: string): Commit | null {
  if (idOfText(text) === null) return null;
  try {
    return JSON.parse(text) as Commit;
  } catch {
    // reason: a feed entry that is no JSON is skipped by every replica alike (protocol 18); the relay never lets one in.
    return null;
  }
}

export function stampsReplaced(commit: Commit, replaced: Replaced | undefined): readonly Stamp[] {
  if (replaced === null || replaced === undefined) return NO_STAMPS;
  const indices = typeof replaced === 'number' ? [replaced] : replaced;
  return indices.map((index) => commit.stamps?.[index]).filter((stamp): stamp is Stamp => stamp !== undefined);
}

export const NO_STAMPS: readonly Stamp[] = [];
