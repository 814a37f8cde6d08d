/**
 * The update log in PouchDB: LevelDB in Node, IndexedDB in the browser.
 *
 * Updates are documents with base64 text, a snapshot is one attachment: the reverse of either is 4 to 14 times slower.
 * With the indexeddb adapter a deleted document keeps the bytes of its attachment for ever (auto-compaction forgets
 * them), so what was deleted there is purged; LevelDB cannot purge, and keeps a small tombstone.
 */
import { assert } from '#kernel/result.ts';
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
import type { RecordStore, SnapshotLabel, SnapshotRecord, UpdateRecord } from './record-store.ts';
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

export function createPouchRecordStore(handle: PouchHandle): RecordStore {
  return { ...readingOf(handle), ...writingOf(handle), close: () => handle.close() };
}

type Reading = Pick<RecordStore, 'find' | 'readUpdates' | 'listSnapshots' | 'readSnapshot' | 'listBooks'>;

function readingOf(handle: PouchHandle): Reading {
  return {
    find: (key) =>
      handle.read(async (db) => {
        const { rows } = await db.allDocs<UpdateDocument>({ keys: [updateId(key)], include_docs: true });
        const doc = rows[0]?.doc;
        return doc ? { ...key, ...fieldsOf(doc) } : null;
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
    listBooks: async () => {
      const { rows } = await handle.read((db) => db.allDocs(ALL_BOOKS));
      return rows.map(({ id }) => id.slice(2));
    }
  };
}

function writingOf(handle: PouchHandle): Pick<RecordStore, 'append' | 'writeSnapshot' | 'erase' | 'eraseBook'> {
  const listed = new Set<string>();
  const writeAndList = (docs: readonly { readonly _id: string }[], books: ReadonlySet<string>) =>
    handle.write(async (db) => {
      const unlisted = [...books].filter((book) => !listed.has(book));
      // A conflict at the name of a book says that it is listed already.
      const answers = await db.bulkDocs([...docs, ...unlisted.map((book) => ({ _id: bookId(book) }))]);
      for (const book of unlisted) listed.add(book);
      return docs.map((_, i) => refusalOf(answers[i]));
    });
  return {
    append: (records) => writeAndList(records.map(updateDocument), new Set(records.map(({ book }) => book))),
    writeSnapshot: async (snapshot) => {
      const doc = await handle.read(async (db) => snapshotDocument(db, snapshot));
      const [refusal] = await writeAndList([doc], new Set([snapshot.book]));
      assert(!refusal, `The store did not take a snapshot of ${snapshot.book}: ${refusal}.`);
    },
    erase: (updates, snapshots) => eraseInSlices(handle, [...snapshots.map(snapshotId), ...updates.map(updateId)]),
    eraseBook: async (book) => {
      const ranges = [rangeOf('s', book), rangeOf('u', book)];
      const found = await handle.read((db) => Promise.all(ranges.map((range) => db.allDocs(range))));
      const ids = found.flatMap(({ rows }) => rows.map(({ id }) => id));
      // The name last: a wipe that was cut off is still listed, and can be done again.
      await eraseInSlices(handle, [...ids, bookId(book)]);
      listed.delete(book);
    }
  };
}

function updateDocument(record: UpdateRecord): UpdateDocument & { readonly _id: string } {
  return { _id: updateId(record), prev: record.prev, hash: record.hash, data: bytesToBase64(record.stored) };
}

function refusalOf(answer: WriteAnswer | undefined): string | null {
  return answer?.ok ? null : (answer?.message ?? 'no answer');
}

function snapshotDocument(db: PouchDatabase, { book, hash, heads, stored }: SnapshotRecord): { readonly _id: string } {
  // Each adapter is several times slower with the other's form.
  const data = keepsBlobs(db) ? new Blob([stored as Uint8Array<ArrayBuffer>]) : bytesToBase64(stored);
  const attachments = { [ATTACHMENT]: { content_type: 'application/octet-stream', data } };
  return { _id: snapshotId({ book, hash }), ...{ heads: headsToJson(heads), _attachments: attachments } };
}

/** A document that lost a field reads as one with other bytes: its hash names it. */
function fieldsOf({
  prev = '',
  hash = '',
  data = ''
}: Partial<UpdateDocument>): Pick<UpdateRecord, 'prev' | 'hash' | 'stored'> {
  return { prev, hash, stored: base64ToBytes(data) };
}

async function readRange(db: PouchDatabase, range: IdRange): Promise<UpdateRecord[]> {
  const { rows } = await db.allDocs<UpdateDocument>({ ...range, include_docs: true });
  return rows.flatMap(({ id, doc }) => (doc ? [{ ...parseUpdateId(id), ...fieldsOf(doc) }] : []));
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
  const live = rows.flatMap(({ id, value }) => (value && !value.deleted ? [{ _id: id, _rev: value.rev }] : []));
  const answers = await db.bulkDocs(live.map((doc) => ({ ...doc, _deleted: true })));
  if (!keepsBlobs(db)) return;
  // Only what this call deleted: purging what is no longer there never answers, and another tab may have been first.
  await Promise.all(
    live.map(({ _id, _rev }, i) => purgeDeleted(db, { id: _id, live: _rev, deleted: answers[i]?.rev }))
  );
}

interface DeletedDocument {
  readonly id: string;
  readonly live: string;
  readonly deleted: string | undefined;
}

/**
 * Below the public `purge`, which takes four transactions for a document and notes each one for its views in a document
 * that it means to bound and does not: ten times slower, and ever slower. There are no views here.
 */
function purgeDeleted(db: PouchDatabase, { id, live, deleted }: DeletedDocument): Promise<void> {
  if (deleted === undefined) return Promise.resolve();
  return new Promise((resolve, reject) => {
    db._purge(id, [deleted, live], (cause) => (cause ? reject(cause) : resolve()));
  });
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
