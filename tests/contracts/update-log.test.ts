/** The contract of the update log against memory and against PouchDB over LevelDB. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { openPouchInNode } from '#storage/open-pouch-node.ts';
import type { Device } from './log-device.ts';
import { openMemoryDevice } from './memory-device.ts';
import { openPouchDevice } from './pouch-device.ts';
import { describeUpdateLog } from './update-log-contract.ts';

async function openLevelDevice(): Promise<Device> {
  const folder = await mkdtemp(join(tmpdir(), 'lensbook-log-'));
  return openPouchDevice({
    open: () => openPouchInNode(folder),
    clear: () => rm(folder, { recursive: true })
  });
}

describeUpdateLog(test, 'memory', openMemoryDevice);
describeUpdateLog(test, 'LevelDB', openLevelDevice);
