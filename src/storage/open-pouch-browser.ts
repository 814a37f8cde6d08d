/**
 * PouchDB over IndexedDB. Import this dynamically: it is 40 KB gzipped that nobody needs before signing in.
 *
 * A transaction counts as written when the browser says so; on power loss Chromium may still lose the last moments,
 * which a page cannot change. What the relay accepted is not touched by that, and what it did not is sent again.
 */
import PouchDB from 'pouchdb-browser';
import indexeddbAdapter from 'pouchdb-adapter-indexeddb';
import { createPouchHandle, type PouchHandle } from './pouch-handle.ts';

PouchDB.plugin(indexeddbAdapter);

export async function openPouchInBrowser(name: string): Promise<PouchHandle> {
  const db = new PouchDB(name, { adapter: 'indexeddb', auto_compaction: true, revs_limit: 1 });
  await db.info();
  return createPouchHandle({ db });
}
