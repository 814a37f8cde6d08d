/**
 * The update log in memory: for simulations, which crash and restart a device thousands of times in one process, and
 * for a browser that grants no storage. What a restart keeps is the `MemoryDisk`; a log opened on it is one process.
 */
import { ChainedLog } from './chained-log.ts';
import type { RecordStore, SnapshotRecord, UpdateKey, UpdateRecord } from './record-store.ts';
import { hashInPlace } from './sha256.ts';
import type { LogOptions, UpdateLog } from './update-log.ts';

export class MemoryDisk {
  readonly updates = new Map<string, UpdateRecord>();
  readonly snapshots = new Map<string, SnapshotRecord>();
  /** A full disk takes nothing and keeps all; what was refused is not there. */
  isFull = false;
}

export interface MemoryLogOptions extends LogOptions {
  readonly disk: MemoryDisk;
}

export function createMemoryLog({ disk, ...options }: MemoryLogOptions): UpdateLog {
  return new ChainedLog({ ...options, store: createMemoryRecordStore(disk), hash: hashInPlace });
}

export function createMemoryRecordStore(disk: MemoryDisk): RecordStore {
  const { updates, snapshots } = disk;
  const nameOf = ({ book, session, seq }: UpdateKey): string => `${book}!${session}!${seq}`;
  const requireSpace = (): void => {
    if (disk.isFull) throw new Error('The disk is full.');
  };
  return {
    append: async (records) => {
      requireSpace();
      return records.map((record) => {
        if (updates.has(nameOf(record))) return 'conflict';
        updates.set(nameOf(record), { ...record, stored: record.stored.slice() });
        return null;
      });
    },
    find: async (key) => updates.get(nameOf(key)) ?? null,
    readUpdates: async (book) => [...updates.values()].filter((record) => record.book === book),
    listSnapshots: async (book) => [...snapshots.values()].filter((snapshot) => snapshot.book === book),
    readSnapshot: async ({ book, hash }) => snapshots.get(`${book}!${hash}`)?.stored ?? new Uint8Array(0),
    writeSnapshot: async (snapshot) => {
      requireSpace();
      snapshots.set(`${snapshot.book}!${snapshot.hash}`, snapshot);
    },
    erase: async (keys, labels) => {
      for (const key of keys) updates.delete(nameOf(key));
      for (const { book, hash } of labels) snapshots.delete(`${book}!${hash}`);
    },
    eraseBook: async (book) => {
      for (const [name, record] of updates) if (record.book === book) updates.delete(name);
      for (const [name, snapshot] of snapshots) if (snapshot.book === book) snapshots.delete(name);
    },
    listBooks: async () => [...new Set([...updates.values(), ...snapshots.values()].map(({ book }) => book))],
    close: async () => undefined
  };
}
