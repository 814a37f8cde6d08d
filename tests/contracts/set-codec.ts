/**
 * The smallest thing that behaves like a CRDT: an update is a set of words, merging is union. The log never looks
 * inside, so its contract can be held without one, and a lost or resurrected word is easy to see.
 */
import type { LoadedBook, UpdateCodec } from '#storage/update-log.ts';

export function words(...list: readonly string[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(list));
}

function readWords(update: Uint8Array): readonly string[] {
  return JSON.parse(new TextDecoder().decode(update)) as readonly string[];
}

export const setCodec: UpdateCodec = {
  merge: (updates) => words(...updates.flatMap(readWords)),
  snapshot: (updates) => words(...[...new Set(updates.flatMap(readWords))].sort())
};

export function wordsOf({ snapshot, updates }: Pick<LoadedBook, 'snapshot' | 'updates'>): string {
  const all = (snapshot ? [snapshot, ...updates] : updates).flatMap(readWords);
  return [...new Set(all)].sort().join(' ');
}
