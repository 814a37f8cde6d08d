/** A device over any PouchDB that `open` gives, in Node or in a page. */
import { ChainedLog } from '#storage/chained-log.ts';
import { createPouchDocuments } from '#storage/pouch-documents.ts';
import type { HeadKeeper } from '#storage/head-keeper.ts';
import type { PouchHandle } from '#storage/pouch-handle.ts';
import { createPouchLog, createPouchRecordStore } from '#storage/pouch-log.ts';
import { hashFast } from '#storage/sha256.ts';
import { DEFAULTS, type Device } from './log-device.ts';

export interface OpenedPouch {
  readonly handle: PouchHandle;
  readonly keeper?: HeadKeeper;
}

export interface PouchDeviceOptions {
  readonly open: () => Promise<OpenedPouch>;
  readonly clear: () => Promise<void>;
}

export async function openPouchDevice({ open, clear }: PouchDeviceOptions): Promise<Device> {
  let opened = await open();
  const current: PouchHandle = {
    read: (run) => opened.handle.read(run),
    write: (run) => opened.handle.write(run),
    close: () => opened.handle.close()
  };
  const close = async (): Promise<void> => {
    await opened.handle.close();
    await opened.keeper?.close();
  };
  const records = createPouchRecordStore(current);
  return {
    start: async ({ wrap, ...options }) => {
      const keeper = opened.keeper ? { keeper: opened.keeper } : {};
      return wrap
        ? new ChainedLog({ ...DEFAULTS, ...options, ...keeper, store: wrap(records), hash: hashFast })
        : createPouchLog({ ...DEFAULTS, ...options, ...keeper, handle: current });
    },
    records,
    documents: createPouchDocuments(current),
    restart: async () => {
      await close();
      opened = await open();
    },
    dispose: async () => {
      await close();
      await clear();
    }
  };
}
