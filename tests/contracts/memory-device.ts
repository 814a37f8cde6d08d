/** A device whose disk is a map. */
import { ChainedLog } from '#storage/chained-log.ts';
import { createMemoryDocuments } from '#storage/memory-documents.ts';
import { createMemoryLog, createMemoryRecordStore, MemoryDisk } from '#storage/memory-log.ts';
import { hashInPlace } from '#storage/sha256.ts';
import { DEFAULTS, type Device } from './log-device.ts';

export async function openMemoryDevice(): Promise<Device> {
  const disk = new MemoryDisk();
  const records = createMemoryRecordStore(disk);
  return {
    start: async ({ wrap, ...options }) =>
      wrap
        ? new ChainedLog({ ...DEFAULTS, ...options, store: wrap(records), hash: hashInPlace })
        : createMemoryLog({ ...DEFAULTS, ...options, disk }),
    records,
    documents: createMemoryDocuments(new Map()),
    restart: async () => undefined,
    dispose: async () => undefined
  };
}
