/**
 * One PouchDB, shared by the log and the documents, with its writes in one queue.
 *
 * Why a queue and not the database itself: when a write to a LevelDB log fails half way (disk full), LevelDB goes on
 * after the torn bytes, answers "ok" to everybody, and at the next start drops all that came after the tear: measured,
 * 20 of 20 acknowledged writes. Opening the database anew before the next write cuts the tear off; a write that is
 * already under way beside it could not be saved, hence one at a time. Reads go on until then.
 */
import type { PouchDatabase } from './pouch-database.ts';

export interface PouchHandle {
  read<T>(run: (db: PouchDatabase) => Promise<T>): Promise<T>;
  /** Resolves when what `run` wrote is as durable as this platform makes it. */
  write<T>(run: (db: PouchDatabase) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface PouchHandleOptions {
  readonly db: PouchDatabase;
  /** Called once for each write, before it counts as written. */
  readonly syncNow?: () => Promise<void>;
  /** Opens the same database again after the old one was closed; absent where a failed write leaves no trace. */
  readonly reopen?: () => Promise<PouchDatabase>;
}

export function createPouchHandle({ db, syncNow, reopen }: PouchHandleOptions): PouchHandle {
  let current: PouchDatabase | null = db;
  let isTorn = false;
  let tail: Promise<unknown> = Promise.resolve();
  let opening: Promise<PouchDatabase> | null = null;
  const reading = new Set<Promise<unknown>>();

  const openAgain = async (): Promise<PouchDatabase> => {
    await Promise.allSettled(reading);
    const old = current;
    current = null;
    await old?.close();
    current = await reopen!();
    isTorn = false;
    return current;
  };
  const whole = async (): Promise<PouchDatabase> => {
    if (opening) return opening;
    if (current && !isTorn) return current;
    opening = openAgain().finally(() => (opening = null));
    return opening;
  };
  const writeNow = async <T>(run: (db: PouchDatabase) => Promise<T>): Promise<T> => {
    const open = await whole();
    try {
      const result = await run(open);
      await syncNow?.();
      return result;
    } catch (cause) {
      isTorn = reopen !== undefined;
      throw cause;
    }
  };
  return {
    read: async (run) => {
      const result = run(opening || !current ? await whole() : current);
      reading.add(result);
      return result.finally(() => reading.delete(result));
    },
    write: (run) => {
      const result = tail.then(() => writeNow(run));
      tail = result.catch(() => undefined);
      return result;
    },
    close: () => {
      const closed = tail.then(async () => {
        await Promise.allSettled(reading);
        await current?.close();
        current = null;
      });
      tail = closed.catch(() => undefined);
      return closed;
    }
  };
}
