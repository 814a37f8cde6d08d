/**
 * The books that are open on this device: each a replica in memory, kept equal to its log in the local store. Whatever
 * changes a replica, a commit made here or an update from the relay, is appended to the log; nothing else writes there.
 */
import * as Y from 'yjs';
import { BookReplica, type BookEvent } from '#book/replica.ts';
import type { TableShape } from '#book/table-fold.ts';
import { writerOf, type Clock } from '#kernel/stamp.ts';
import { idOfText } from '#protocol/commit.ts';
import { IntegrityFault, type LoadedBook, type UpdateLog } from '#storage/update-log.ts';
import { KeptUpdates } from './kept-updates.ts';
import type { OpenBook, Shelf } from './shelf.ts';

interface HeldBook extends OpenBook {
  readonly replica: BookReplica;
}

export interface ShelfSetup {
  readonly shapes: ReadonlyMap<string, TableShape>;
  readonly clock: Clock;
  readonly client: number;
  readonly log: UpdateLog;
  /** A stored book was damaged: what was intact is open, the rest comes from the relay. */
  readonly onDamage: (book: string, sentence: string) => void;
  /** The local store could not be written, e.g. the disk is full; it is tried again until it can. */
  readonly onWriteFailure: (book: string, cause: unknown) => void;
  /** All of the book that could not be written is written now. */
  readonly onWriteRecovery: (book: string) => void;
  readonly after?: (ms: number, run: () => void) => unknown;
}

export class BookShelf implements Shelf {
  readonly #setup: ShelfSetup;
  readonly #books = new Map<string, HeldBook>();
  readonly #listeners = new Set<(book: OpenBook, event: BookEvent) => void>();
  readonly #kept: KeptUpdates;
  #client: number;

  constructor(setup: ShelfSetup) {
    this.#setup = setup;
    this.#client = setup.client;
    this.#kept = new KeptUpdates({
      log: setup.log,
      after: setup.after ?? setTimeoutOf,
      onFailure: setup.onWriteFailure,
      onRecovery: setup.onWriteRecovery
    });
  }

  get books(): ReadonlyMap<string, HeldBook> {
    return this.#books;
  }

  listen(listener: (book: OpenBook, event: BookEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async open(name: string): Promise<HeldBook> {
    const known = this.#books.get(name);
    if (known) return known;
    const stored = await this.#load(name);
    return (
      this.#books.get(name) ??
      this.#place(name, stored.snapshot ? [stored.snapshot, ...stored.updates] : stored.updates)
    );
  }

  /** A book that this device has never seen can be written at once: it begins empty. */
  openEmpty(name: string): HeldBook {
    return this.#books.get(name) ?? this.#place(name, []);
  }

  /** Resolves when everything that the replica holds now is on this device. */
  written(name: string): Promise<void> {
    return this.#kept.written(name);
  }

  async flush(): Promise<void> {
    await this.#setup.log.flush();
  }

  /** From now on this device writes under another Yjs client id. */
  renewClient(client: number): void {
    this.#client = client;
    for (const { replica } of this.#books.values()) replica.doc.clientID = client;
  }

  appendAs({ name }: OpenBook, text: string, client: number): void {
    const { replica } = this.#books.get(name)!;
    replica.doc.clientID = client;
    replica.appendTexts(writerOf(idOfText(text)!), [text]);
    replica.doc.clientID = this.#client;
  }

  async compactWhereDue(): Promise<void> {
    for (const name of this.#books.keys()) if (this.#setup.log.shouldCompact(name)) await this.#setup.log.compact(name);
  }

  close(): void {
    this.#kept.stop();
    for (const { replica } of this.#books.values()) replica.destroy();
    this.#books.clear();
  }

  async #load(name: string): Promise<LoadedBook> {
    try {
      return await this.#setup.log.load(name);
    } catch (fault) {
      if (!(fault instanceof IntegrityFault)) throw fault;
      this.#setup.onDamage(name, fault.message);
      return fault.intact;
    }
  }

  #place(name: string, updates: readonly Uint8Array[]): HeldBook {
    const replica = new BookReplica({ ...this.#setup, client: this.#client });
    replica.load(updates);
    const book: HeldBook = { name, replica };
    this.#books.set(name, book);
    replica.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'load') this.#kept.keep(name, update);
    });
    replica.listen((event) => {
      for (const listener of this.#listeners) listener(book, event);
    });
    return book;
  }
}

const setTimeoutOf = (ms: number, run: () => void): unknown => setTimeout(run, ms);

/** How the log merges and condenses updates: with Yjs, in a document of its own where garbage is collected. */
export const yjsCodec = {
  merge: (updates: readonly Uint8Array[]): Uint8Array => Y.mergeUpdates([...updates]),
  snapshot(updates: readonly Uint8Array[]): Uint8Array {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    const state = Y.encodeStateAsUpdate(doc);
    doc.destroy();
    return state;
  }
};
