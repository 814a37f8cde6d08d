/**
 * Ids of the documents a log consists of: `u!book!session!seq`, `s!book!hash` and `b!book`, so that one range read is
 * one book and the updates of a session stand in their order. `!` sorts before every letter, digit, `@` and `#`, and
 * may occur in no name: `org` and `org#2` then never share a range.
 */
import { assert } from '#kernel/result.ts';
import type { SnapshotKey, UpdateKey } from './record-store.ts';
import type { SessionHeads } from './update-log.ts';

const SEQ_WIDTH = 12;
const END = '\uffff';

export interface IdRange {
  readonly startkey: string;
  readonly endkey: string;
}

export function updateId({ book, session, seq }: UpdateKey): string {
  return `u!${plain(book)}!${plain(session)}!${String(seq).padStart(SEQ_WIDTH, '0')}`;
}

export function parseUpdateId(id: string): UpdateKey {
  const [, book = '', session = '', seq = ''] = id.split('!');
  return { book, session, seq: Number(seq) };
}

export function snapshotId({ book, hash }: SnapshotKey): string {
  return `s!${plain(book)}!${hash}`;
}

export function bookId(book: string): string {
  return `b!${plain(book)}`;
}

export function rangeOf(kind: 'u' | 's', book: string): IdRange {
  return { startkey: `${kind}!${plain(book)}!`, endkey: `${kind}!${plain(book)}!${END}` };
}

export const ALL_BOOKS: IdRange = { startkey: 'b!', endkey: `b!${END}` };

/**
 * The updates of a book, without the stretches that a snapshot covers: what was deleted there stays in LevelDB as
 * tombstones, each as slow to pass as a document. A jump costs a read of its own, so short stretches are walked.
 */
export function rangesBeside(book: string, covered: SessionHeads, shortest: number): readonly IdRange[] {
  const { startkey, endkey } = rangeOf('u', book);
  const ranges: IdRange[] = [];
  let from = startkey;
  for (const [session, { seq }] of [...covered].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (seq < shortest) continue;
    ranges.push({ startkey: from, endkey: updateId({ book, session, seq: 0 }) });
    from = updateId({ book, session, seq: seq + 1 });
  }
  return [...ranges, { startkey: from, endkey }];
}

function plain(name: string): string {
  assert(name.length > 0 && !name.includes('!'), `"${name}" cannot name a book or session of the log.`);
  return name;
}
