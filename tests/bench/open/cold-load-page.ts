/** The page of the cold load: stores a book in one browser process, opens it in another. */
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { openPouchInBrowser } from '../../../src/storage/open-pouch-browser.ts';
import { createPouchLog } from '../../../src/storage/pouch-log.ts';
import type { UpdateLog } from '../../../src/storage/update-log.ts';
import { BookShelf, yjsCodec } from '../../../src/workspace/book-shelf.ts';
import { benchClock, parseIntoMap, tableOfNestedMaps } from './book-of-rows.ts';
import { SHAPES, TABLE } from './product-rows.ts';

declare global {
  interface Window {
    storeBook(file: string): Promise<void>;
    storePeer(file: string): Promise<void>;
    openBook(file: string): Promise<Opened>;
    openPeer(file: string): Promise<Opened>;
    /** Fetches the text beforehand: the floor is the parsing alone. */
    holdFloor(file: string): Promise<void>;
    openFloor(): Promise<Opened>;
  }
}

export interface Opened {
  readonly ms: number;
  readonly rows: number;
  /** Of those, for our own book: reading and verifying the log, before Yjs and the fold. */
  readonly readMs?: number;
}

const BOOK = 'org';

async function openLog(file: string): Promise<UpdateLog> {
  return createPouchLog({ handle: await openPouchInBrowser(file), session: 'benchlog', codec: yjsCodec, windowMs: 80 });
}

const bytesOf = async (file: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(`/${file}`)).arrayBuffer());

window.storeBook = async (file) => {
  const log = await openLog(file);
  const stored = log.append(BOOK, await bytesOf(file));
  await log.flush();
  await stored;
  await log.compact(BOOK);
  await log.close();
};

window.openBook = async (file) => {
  const start = performance.now();
  const log = await openLog(file);
  let readMs = 0;
  const shelf = new BookShelf({
    shapes: SHAPES,
    clock: benchClock('readerse'),
    client: 7,
    log: {
      load: async (book: string) => {
        const loaded = await log.load(book);
        readMs = performance.now() - start;
        return loaded;
      }
    } as UpdateLog,
    onDamage: (_, sentence) => reportError(sentence),
    onWriteFailure: (_, cause) => reportError(cause),
    onWriteRecovery: () => undefined
  });
  const { replica } = await shelf.open(BOOK);
  const ms = performance.now() - start;
  return { ms, readMs, rows: replica.fold.table(TABLE).size };
};

window.storePeer = async (file) => {
  const doc = new Y.Doc();
  const stored = new IndexeddbPersistence(file, doc);
  await stored.whenSynced;
  Y.applyUpdate(doc, await bytesOf(file));
  await untilWritten(file);
  await stored.destroy();
};

/** y-indexeddb does not say when an update is written: a reading of the same store waits for it. */
function untilWritten(database: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database);
    opening.onerror = () => reject(new Error(`Cannot open ${database}.`));
    opening.onsuccess = () => {
      const counting = opening.result.transaction('updates').objectStore('updates').count();
      counting.onsuccess = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}

window.openPeer = async (file) => {
  const start = performance.now();
  const doc = new Y.Doc();
  await new IndexeddbPersistence(file, doc).whenSynced;
  const table = tableOfNestedMaps(doc);
  return { ms: performance.now() - start, rows: table.size };
};

let floorText = '';

window.holdFloor = async (file) => {
  floorText = await (await fetch(`/${file}`)).text();
};

window.openFloor = async () => {
  const start = performance.now();
  const table = parseIntoMap(floorText);
  return { ms: performance.now() - start, rows: table.size };
};
