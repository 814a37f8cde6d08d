/**
 * One PouchDB, shared by the log and the documents, with its writes in one queue.
 *
 * Why a queue and not the database itself: when a write to a LevelDB log fails half way (disk full), LevelDB goes on
 * after the torn bytes, answers "ok" to everybody, and at the next start drops all that came after the tear: measured,
 * 20 of 20 acknowledged writes. Opening the database anew before the next write cuts the tear off; a write that is
 * already under way beside it could not be saved, hence one at a time. Reads go on until then.
 */
import { assert } from '#kernel/result.ts';
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

export function createPouchHandle(options: PouchHandleOptions): PouchHandle {
  return new QueuedPouch(options);
}

class QueuedPouch implements PouchHandle {
  readonly #options: PouchHandleOptions;
  readonly #reading = new Set<Promise<unknown>>();
  /** Null while and after it is closed. */
  #current: PouchDatabase | null;
  #isTorn = false;
  #opening: Promise<PouchDatabase> | null = null;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(options: PouchHandleOptions) {
    this.#options = options;
    this.#current = options.db;
  }

  async read<T>(run: (db: PouchDatabase) => Promise<T>): Promise<T> {
    const result = run(this.#opening || !this.#current ? await this.#whole() : this.#current);
    this.#reading.add(result);
    return result.finally(() => this.#reading.delete(result));
  }

  write<T>(run: (db: PouchDatabase) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const db = await this.#whole();
      try {
        const result = await run(db);
        await this.#options.syncNow?.();
        return result;
      } catch (cause) {
        this.#isTorn = this.#options.reopen !== undefined;
        throw cause;
      }
    });
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#closeCurrent());
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(run);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  async #whole(): Promise<PouchDatabase> {
    if (this.#opening) return this.#opening;
    if (this.#current && !this.#isTorn) return this.#current;
    this.#opening = this.#openAgain().finally(() => (this.#opening = null));
    return this.#opening;
  }

  async #openAgain(): Promise<PouchDatabase> {
    const { reopen } = this.#options;
    assert(reopen && this.#isTorn, 'The local database was used after it was closed.');
    await this.#closeCurrent();
    this.#current = await reopen();
    this.#isTorn = false;
    return this.#current;
  }

  async #closeCurrent(): Promise<void> {
    await Promise.allSettled(this.#reading);
    const old = this.#current;
    this.#current = null;
    await old?.close();
  }
}
