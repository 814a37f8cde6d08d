/**
 * Makes what LevelDB wrote survive a power cut. PouchDB gives no way to pass LevelDB its own `sync`, so the files are
 * synced beside it, once per group commit (rule 17). LevelDB has handed every record to the system before it answers,
 * and syncs its tables itself; only its `.log` files wait, the newest and, while a table is made of it, the one before.
 */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface LogSync {
  readonly syncNow: () => Promise<void>;
  /** How often `syncNow` finished, for whoever must prove that it is called. */
  readonly count: () => number;
}

export function createLogSync(folder: string): LogSync {
  let count = 0;
  let namesSynced = '';
  return {
    count: () => count,
    syncNow: async () => {
      const logs = (await readdir(folder)).filter((name) => name.endsWith('.log')).sort();
      for (const name of logs) await syncFile(join(folder, name));
      // A new file is only there after a power cut when its name is, too.
      if (logs.join() !== namesSynced) await syncFile(folder);
      namesSynced = logs.join();
      count += 1;
    }
  };
}

async function syncFile(path: string): Promise<void> {
  try {
    const file = await open(path, 'r');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    // A log that went meanwhile was made into a table first, and that was synced.
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
}
