/**
 * All books of this relay: opened when somebody first asks, each with its broadcast. A book exists once somebody has
 * written to it; a name that no declaration allows never does.
 */
import { createClock, type Clock } from '#kernel/stamp.ts';
import { drawSessionId } from '#kernel/ids.ts';
import { shapesOf } from '#book/shapes.ts';
import type { TableShape } from '#book/table-fold.ts';
import { parseBookName, ruleAllowsBook } from '#schema/book-name.ts';
import type { BookChannel } from '#protocol/epoch.ts';
import { LIMITS } from '#protocol/limits.ts';
import type { Schema } from '#schema/module.ts';
import { IntegrityFault, type UpdateLog } from '#storage/update-log.ts';
import { BookHost } from './book-host.ts';
import { Broadcast, type Receiver } from './broadcast.ts';
import { PackArchive } from './pack-archive.ts';
import { RefusalLedger, type RefusalDocuments } from './refusal-ledger.ts';

export const RELAY_DEVICE = 'relay000';

export interface HubSetup {
  readonly schema: Schema;
  readonly log: UpdateLog;
  readonly documents: RefusalDocuments;
  readonly now: () => number;
  readonly random: () => number;
  readonly after: (ms: number, run: () => void) => void;
  /** A stored book was found damaged: what and where, in one sentence. */
  readonly onDamage: (sentence: string) => void;
}

export interface HostedBook {
  readonly channel: BookChannel;
  readonly host: BookHost;
  readonly broadcast: Broadcast;
}

export class Hub {
  readonly clock: Clock;
  readonly writer: string;
  readonly #setup: HubSetup;
  readonly #shapes: ReadonlyMap<string, TableShape>;
  readonly #client: number;
  readonly #books = new Map<string, Promise<HostedBook>>();
  readonly #known = new Set<string>();
  readonly #listeners = new Set<(channel: BookChannel) => void>();
  readonly #refusals: RefusalLedger;
  readonly #archive: PackArchive;

  constructor(setup: HubSetup) {
    const session = drawSessionId(setup.random);
    this.#setup = setup;
    this.#shapes = shapesOf(setup.schema);
    this.#client = Math.floor(setup.random() * 2 ** 21) * 2 ** 32 + Math.floor(setup.random() * 2 ** 32);
    this.clock = createClock({ device: RELAY_DEVICE, session, now: setup.now });
    this.writer = `${RELAY_DEVICE}.${session}`;
    this.#refusals = new RefusalLedger(setup.documents);
    this.#archive = new PackArchive(setup.documents);
  }

  async start(): Promise<void> {
    for (const book of await this.#setup.log.list()) this.#known.add(book);
  }

  channels(): BookChannel[] {
    return [...this.#known].map((book) => ({ book, epoch: 1 }));
  }

  /** Told of books that came to be. */
  onBook(listener: (channel: BookChannel) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Null for a name that no declared table allows. */
  open({ book, epoch }: BookChannel): Promise<HostedBook> | null {
    if (epoch !== 1 || !this.#isAllowed(book)) return null;
    let opening = this.#books.get(book);
    if (!opening) {
      opening = this.#load(book);
      this.#books.set(book, opening);
      opening.catch(() => this.#books.delete(book));
    }
    return opening;
  }

  /**
   * After a failed durable write: what memory holds is ahead of the disk and must go. Everybody begins anew, since a write
   * behind the failed one may be durable and was not broadcast.
   */
  async reload({ host, broadcast }: HostedBook): Promise<void> {
    await host.reload();
    broadcast.resyncAll();
  }

  async *opened(): AsyncIterableIterator<HostedBook> {
    for (const opening of this.#books.values()) yield await opening;
  }

  async settle(): Promise<void> {
    for await (const { host } of this.opened()) await host.settled().catch(() => undefined);
  }

  #isAllowed(book: string): boolean {
    const parts = parseBookName(book);
    return parts !== null && [...this.#setup.schema.tables.values()].some((table) => ruleAllowsBook(table.book, parts));
  }

  async #load(book: string): Promise<HostedBook> {
    const { schema, log, after } = this.#setup;
    const host = new BookHost(
      {
        book,
        schema,
        shapes: this.#shapes,
        clock: this.clock,
        client: this.#client,
        refusals: this.#refusals,
        archive: this.#archive,
        log: { append: (name, update) => log.append(name, update), load: (name) => this.#loadIntact(name) }
      },
      this.writer
    );
    await host.open();
    const broadcast = new Broadcast(LIMITS.broadcastWindowMs, after);
    const hosted: HostedBook = { channel: { book, epoch: 1 }, host, broadcast };
    host.listen((update, from) => {
      broadcast.add(update, from as Receiver | null);
      if (this.#known.has(book)) return;
      this.#known.add(book);
      for (const listener of this.#listeners) listener(hosted.channel);
    });
    return hosted;
  }

  /** Damage is named, and what is intact is served: authors who still hold what is missing send it again. */
  async #loadIntact(book: string): Promise<{ snapshot: Uint8Array | null; updates: readonly Uint8Array[] }> {
    try {
      return await this.#setup.log.load(book);
    } catch (fault) {
      if (!(fault instanceof IntegrityFault)) throw fault;
      for (const { session, seq, kind } of fault.damages)
        this.#setup.onDamage(`Book ${book} is damaged: ${kind} at update ${seq} of session ${session}.`);
      return fault.intact;
    }
  }
}
