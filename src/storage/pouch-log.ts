/**
 * The update log in PouchDB: LevelDB in Node, IndexedDB in the browser.
 *
 * Updates are documents with base64 text, a snapshot is one attachment: the reverse of either is 4 to 14 times slower.
 * With the indexeddb adapter a deleted document keeps the bytes of its attachment for ever (auto-compaction forgets
 * them), so what is superseded there is purged; LevelDB cannot purge, and keeps a small tombstone.
 */
import { base64ToBytes, bytesToBase64 } from './base64.ts';
import { headsFromJson, headsToJson } from './book-reader.ts';
import { ChainedLog } from './chained-log.ts';
import type { HeadKeeper } from './head-keeper.ts';
import type { PouchDatabase, WriteAnswer } from './pouch-database.ts';
import type { PouchHandle } from './pouch-handle.ts';
import {
  ALL_BOOKS,
  bookId,
  parseUpdateId,
  rangeOf,
  rangesBeside,
  snapshotId,
  updateId,
  type IdRange
} from './record-ids.ts';
import type { RecordStore, SnapshotLabel, UpdateRecord } from './record-store.ts';
import { hashFast } from './sha256.ts';
import type { LogOptions, UpdateLog } from './update-log.ts';

export interface PouchLogOptions extends LogOptions {
  readonly handle: PouchHandle;
  readonly keeper?: HeadKeeper;
}

export function createPouchLog({ handle, keeper, ...options }: PouchLogOptions): UpdateLog {
  return new ChainedLog({ ...options, keeper, store: createPouchRecordStore(handle), hash: hashFast });
}

interface UpdateDocument {
  readonly prev: string;
  readonly hash: string;
  readonly data: string;
}

interface SnapshotDocument {
  readonly heads: string;
}

const ATTACHMENT = 'state';
const JUMP_FROM = 256;
const ERASED_AT_ONCE = 50;
const PURGE_NOTES = '_local/purges';

export function createPouchRecordStore(handle: PouchHandle): RecordStore {
  const listed = new Set<string>();
  return {
    append: (records) =>
      handle.write(async (db) => {
        const unlisted = [...new Set(records.map(({ book }) => book))].filter((book) => !listed.has(book));
        const docs = [...records.map(updateDocument), ...unlisted.map((book) => ({ _id: bookId(book) }))];
        const results = await db.bulkDocs(docs);
        for (const book of unlisted) listed.add(book);
        return records.map((_, i) => refusalOf(results[i]));
      }),
    find: (key) =>
      handle.read(async (db) => {
        const { rows } = await db.allDocs<UpdateDocument>({ keys: [updateId(key)], include_docs: true });
        const doc = rows[0]?.doc;
        return doc ? { ...key, prev: doc.prev, hash: doc.hash, stored: base64ToBytes(doc.data) } : null;
      }),
    readUpdates: (book, covered) =>
      handle.read(async (db) => {
        const ranges = rangesBeside(book, covered, JUMP_FROM);
        return (await Promise.all(ranges.map((range) => readRange(db, range)))).flat();
      }),
    listSnapshots: (book) => handle.read((db) => listSnapshots(db, book)),
    readSnapshot: (key) =>
      handle.read(async (db) => {
        const found = await db.getAttachment(snapshotId(key), ATTACHMENT).catch(nullIfMissing);
        return found ? bytesOf(found) : new Uint8Array(0);
      }),
    writeSnapshot: ({ book, hash, heads, stored }) =>
      handle.write(async (db) => {
        const data = keepsBlobs(db) ? new Blob([stored as Uint8Array<ArrayBuffer>]) : bytesToBase64(stored);
        const _attachments = { [ATTACHMENT]: { content_type: 'application/octet-stream', data } };
        // A conflict says that these very bytes are there: the id is their hash.
        await db
          .put({ _id: snapshotId({ book, hash }), heads: headsToJson(heads), _attachments })
          .catch(nullIfConflict);
      }),
    erase: (updates, snapshots) => eraseInSlices(handle, [...snapshots.map(snapshotId), ...updates.map(updateId)]),
    eraseBook: async (book) => {
      const ranges = [rangeOf('s', book), rangeOf('u', book)];
      const found = await handle.read((db) => Promise.all(ranges.map((range) => db.allDocs(range))));
      const ids = found.flatMap(({ rows }) => rows.map(({ id }) => id));
      // The name last: a wipe that was cut off is still listed, and can be done again.
      await eraseInSlices(handle, [...ids, bookId(book)]);
      listed.delete(book);
    },
    listBooks: async () => {
      const { rows } = await handle.read((db) => db.allDocs(ALL_BOOKS));
      return rows.map(({ id }) => id.slice(2));
    },
    close: () => handle.close()
  };
}

function updateDocument(record: UpdateRecord): UpdateDocument & { readonly _id: string } {
  return { _id: updateId(record), prev: record.prev, hash: record.hash, data: bytesToBase64(record.stored) };
}

function refusalOf(answer: WriteAnswer | undefined): string | null {
  return answer?.ok ? null : (answer?.message ?? 'no answer');
}

async function readRange(db: PouchDatabase, range: IdRange): Promise<UpdateRecord[]> {
  const { rows } = await db.allDocs<UpdateDocument>({ ...range, include_docs: true });
  return rows.flatMap(({ id, doc }) => {
    if (!doc) return [];
    return [
      { ...parseUpdateId(id), prev: doc.prev ?? '', hash: doc.hash ?? '', stored: base64ToBytes(doc.data ?? '') }
    ];
  });
}

async function listSnapshots(db: PouchDatabase, book: string): Promise<SnapshotLabel[]> {
  const { rows } = await db.allDocs<SnapshotDocument>({ ...rangeOf('s', book), include_docs: true });
  return rows.flatMap(({ id, doc }) =>
    doc ? [{ book, hash: id.slice(id.lastIndexOf('!') + 1), heads: headsFromJson(doc.heads) }] : []
  );
}

/** In slices, because everybody who appends meanwhile waits for one of them. */
async function eraseInSlices(handle: PouchHandle, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += ERASED_AT_ONCE) {
    await handle.write((db) => eraseDocuments(db, ids.slice(at, at + ERASED_AT_ONCE)));
  }
}

async function eraseDocuments(db: PouchDatabase, ids: readonly string[]): Promise<void> {
  const { rows } = await db.allDocs({ keys: ids });
  const live = rows.flatMap(({ id, value }) => (value && !value.deleted ? [{ id, rev: value.rev }] : []));
  if (keepsBlobs(db)) await purgeDocuments(db, live);
  else await db.bulkDocs(live.map(({ id, rev }) => ({ _id: id, _rev: rev, _deleted: true })));
}

/**
 * PouchDB notes every purge in one document for its views, means to keep the last 1,000, and looks for that limit in
 * the wrong place: the document would grow, and be rewritten, with every update ever purged. There are no views here.
 */
async function purgeDocuments(db: PouchDatabase, live: readonly { readonly id: string; readonly rev: string }[]) {
  for (const { id, rev } of live) await db.purge(id, rev);
  const notes = await db.get(PURGE_NOTES).catch(nullIfMissing);
  if (notes) await db.put({ _id: PURGE_NOTES, _rev: notes._rev, _deleted: true });
}

function keepsBlobs(db: PouchDatabase): boolean {
  return db.adapter === 'indexeddb';
}

async function bytesOf(found: Blob | Uint8Array): Promise<Uint8Array> {
  if (found instanceof Uint8Array) return found;
  return new Uint8Array(await found.arrayBuffer());
}

function nullIfMissing(cause: unknown): null {
  if ((cause as { readonly status?: unknown } | null)?.status === 404) return null;
  throw cause;
}

function nullIfConflict(cause: unknown): null {
  if ((cause as { readonly status?: unknown } | null)?.status === 409) return null;
  throw cause;
}
