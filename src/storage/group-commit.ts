/**
 * Gathers appends of all books for one window and writes them together: 1,000 edits as batches of 20 cost a seventh of
 * single writes, and one sync to disk is shared by everybody who waits for it. One write runs at a time; whatever
 * comes meanwhile forms the next, so a slow disk makes larger batches instead of a longer queue.
 */

/** A longer wait would only make the record larger than is good for one text field. */
const FULL_BYTES = 32_768;

export type Batch = ReadonlyMap<string, readonly Uint8Array[]>;
/** Per book the reason why its part was not written; a book without one was. */
export type BatchFailures = ReadonlyMap<string, Error>;

export interface GroupCommitOptions {
  readonly windowMs: number;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly write: (batch: Batch) => Promise<BatchFailures>;
}

interface WaitingBook {
  readonly updates: Uint8Array[];
  readonly done: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

interface Window {
  readonly books: Map<string, WaitingBook>;
  bytes: number;
  cancelTimer: () => void;
  written: Promise<void> | null;
}

export class GroupCommit {
  readonly #options: GroupCommitOptions;
  #open: Window | null = null;
  #writing: Promise<void> | null = null;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(options: GroupCommitOptions) {
    this.#options = options;
  }

  append(book: string, update: Uint8Array): Promise<void> {
    const window = (this.#open ??= this.#openWindow());
    const waiting = window.books.get(book) ?? createWaiting();
    window.books.set(book, waiting);
    waiting.updates.push(update);
    window.bytes += update.length;
    if (window.bytes >= FULL_BYTES) void this.#writeSoon(window).catch(() => undefined); // each append tells its caller
    return waiting.done;
  }

  /** Rejects when what waited could not be written. */
  async flush(): Promise<void> {
    await (this.#open ? this.#writeSoon(this.#open) : this.#writing);
  }

  /** Runs between two writes. */
  runAlone<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(run);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  #openWindow(): Window {
    const window: Window = { books: new Map(), bytes: 0, cancelTimer: () => undefined, written: null };
    window.cancelTimer = this.#options.after(this.#options.windowMs, () => {
      void this.#writeSoon(window).catch(() => undefined);
    });
    return window;
  }

  #writeSoon(window: Window): Promise<void> {
    window.cancelTimer();
    if (window.written) return window.written;
    const written = this.runAlone(() => this.#write(window)).finally(() => {
      if (this.#writing === written) this.#writing = null;
    });
    window.written = this.#writing = written;
    return written;
  }

  async #write(window: Window): Promise<void> {
    if (this.#open === window) this.#open = null;
    const batch = new Map([...window.books].map(([book, { updates }]) => [book, updates] as const));
    const failures = await this.#options.write(batch).catch((cause: unknown) => {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      return new Map([...batch.keys()].map((book) => [book, error]));
    });
    for (const [book, waiting] of window.books) {
      const failure = failures.get(book);
      if (failure) waiting.reject(failure);
      else waiting.resolve();
    }
    const [failure] = failures.values();
    if (failure) throw failure;
  }
}

function createWaiting(): WaitingBook {
  let resolve!: () => void;
  let reject!: (reason: Error) => void;
  const done = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { updates: [], done, resolve, reject };
}
