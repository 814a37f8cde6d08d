/**
 * PouchDB over LevelDB in a folder: `log/` is the database, `heads` the file that knows how far it should go. One
 * process may hold a folder; a second one is told so by LevelDB's lock.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import PouchDB from 'pouchdb';
import { openHeadFile } from './head-file.ts';
import type { HeadKeeper } from './head-keeper.ts';
import { createLogSync } from './level-log-sync.ts';
import type { PouchDatabase } from './pouch-database.ts';
import { createPouchHandle, type PouchHandle } from './pouch-handle.ts';

export interface NodePouch {
  readonly handle: PouchHandle;
  /** Hand it to the log; it is closed with it. */
  readonly keeper: HeadKeeper;
  /** How many times a write was synced to disk so far. */
  readonly syncs: () => number;
}

export async function openPouchInNode(folder: string): Promise<NodePouch> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'log');
  const db = await openLevel(path);
  const sync = createLogSync(path);
  const handle = createPouchHandle({ db, syncNow: sync.syncNow, reopen: () => openLevel(path) });
  return { handle, keeper: await openHeadFile(join(folder, 'heads')), syncs: sync.count };
}

async function openLevel(path: string): Promise<PouchDatabase> {
  const db = new PouchDB(path, { adapter: 'leveldb', auto_compaction: true, revs_limit: 1 });
  await db.info();
  return db;
}
