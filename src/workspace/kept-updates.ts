/**
 * Whatever changes a book goes to the log, and is offered again until the log has it: an update that a full disk refused
 * would else be a hole, behind which a restart finds nothing that was written later. Offered twice it counts once.
 */
import type { UpdateLog } from '#storage/update-log.ts';

export interface KeepSetup {
  readonly log: Pick<UpdateLog, 'append'>;
  readonly after: (ms: number, run: () => void) => unknown;
  /** Once for each update that was refused. */
  readonly onFailure: (book: string, cause: unknown) => void;
  /** Everything of the book that had been refused is written now. */
  readonly onRecovery: (book: string) => void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

export class KeptUpdates {
  readonly #setup: KeepSetup;
  /** Book → its updates that are not written yet. */
  readonly #writing = new Map<string, Set<Promise<void>>>();
  readonly #refused = new Map<string, number>();
  #isStopped = false;

  constructor(setup: KeepSetup) {
    this.#setup = setup;
  }

  keep(book: string, update: Uint8Array): void {
    const writing = this.#writing.get(book) ?? new Set();
    this.#writing.set(book, writing);
    const write = this.#write(book, update).then(() => void writing.delete(write));
    writing.add(write);
  }

  /** Resolves when all that was kept of the book until now is written; never before, however long that takes. */
  async written(book: string): Promise<void> {
    await Promise.all(this.#writing.get(book) ?? []);
  }

  /** Nothing is offered again after this. */
  stop(): void {
    this.#isStopped = true;
  }

  async #write(book: string, update: Uint8Array): Promise<void> {
    const { log, onFailure } = this.#setup;
    try {
      await log.append(book, update);
    } catch (cause) {
      this.#refused.set(book, (this.#refused.get(book) ?? 0) + 1);
      onFailure(book, cause);
      await this.#writeAgain(book, update);
    }
  }

  async #writeAgain(book: string, update: Uint8Array): Promise<void> {
    const { log, after, onRecovery } = this.#setup;
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      await new Promise<void>((resolve) => void after(waitMs, resolve));
      // A page that is closed never learns: what waits here waits for ever, and counts as saving to the end.
      if (this.#isStopped) return new Promise<void>(() => undefined);
      const isWritten = await log.append(book, update).then(
        () => true,
        () => false
      );
      if (!isWritten) continue;
      const left = this.#refused.get(book)! - 1;
      this.#refused.set(book, left);
      if (left === 0) onRecovery(book);
      return;
    }
  }
}
