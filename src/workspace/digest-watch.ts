/**
 * When a book is quiet, both sides compare digests: a state vector does not see deletions, so "in sync" is only known
 * by comparing what is there. Unequal twice with nothing waiting is said out loud.
 */
export interface DigestWatchSetup {
  readonly after: (ms: number, run: () => void) => () => void;
  readonly now: () => number;
  /** Synchronised, and nothing of ours waits. */
  readonly isQuiet: (book: string) => boolean;
  readonly ask: (book: string) => void;
  readonly digestOf: (book: string) => string;
  readonly onResult: () => void;
}

interface Watched {
  agreedAt: number | null;
  misses: number;
  cancel: (() => void) | null;
}

const QUIET_MS = 700;
const AGAIN_MS = 30_000;

export class DigestWatch {
  readonly #setup: DigestWatchSetup;
  readonly #books = new Map<string, Watched>();

  constructor(setup: DigestWatchSetup) {
    this.#setup = setup;
  }

  /** Something happened in the book: ask once it has been quiet for a moment. */
  changed(book: string): void {
    const watched = this.#books.get(book) ?? { agreedAt: null, misses: 0, cancel: null };
    this.#books.set(book, watched);
    watched.agreedAt = null;
    this.#askAfter(book, watched, QUIET_MS);
  }

  hear(book: string, digest: string): void {
    const watched = this.#books.get(book);
    if (!watched || !this.#setup.isQuiet(book)) return;
    const equal = digest === this.#setup.digestOf(book);
    watched.agreedAt = equal ? this.#setup.now() : null;
    watched.misses = equal ? 0 : watched.misses + 1;
    this.#askAfter(book, watched, equal ? AGAIN_MS : QUIET_MS);
    this.#setup.onResult();
  }

  /** When the last of all books was found equal; null while one is not. */
  get agreedAt(): number | null {
    let oldest: number | null = null;
    for (const { agreedAt } of this.#books.values()) {
      if (agreedAt === null) return null;
      if (oldest === null || agreedAt < oldest) oldest = agreedAt;
    }
    return oldest;
  }

  get disagreeing(): readonly string[] {
    return [...this.#books].filter(([, { misses }]) => misses > 1).map(([book]) => book);
  }

  close(): void {
    for (const { cancel } of this.#books.values()) cancel?.();
    this.#books.clear();
  }

  #askAfter(book: string, watched: Watched, ms: number): void {
    watched.cancel?.();
    watched.cancel = this.#setup.after(ms, () => {
      if (this.#setup.isQuiet(book)) this.#setup.ask(book);
      else this.#askAfter(book, watched, AGAIN_MS);
    });
  }
}
