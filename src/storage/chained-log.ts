/**
 * The update log over any record store. Its promises, in the order they were hard to keep:
 *  - an append resolves only when its record, the sync behind it and the head elsewhere are written;
 *  - a write that failed may still have reached the disk. Its number is looked up before it is used again: found, the
 *    chain goes on behind it (its content came back with the retry, and merging is idempotent); not found, it is free;
 *  - compaction deletes what it has read and put into the snapshot, by number, so an append beside it is never lost.
 */
import { assert } from '#kernel/result.ts';
import { hashSnapshot, readBook, type BookReading } from './book-reader.ts';
import { GroupCommit, type Batch, type BatchFailures } from './group-commit.ts';
import { furthestHeads, hashLink, startChain } from './hash-chain.ts';
import type { HeadKeeper } from './head-keeper.ts';
import type { RecordStore, UpdateRecord } from './record-store.ts';
import type { Sha256 } from './sha256.ts';
import { createEnvelope, type Envelope } from './stored-bytes.ts';
import { IntegrityFault, type ChainHead, type LoadedBook, type LogOptions, type UpdateLog } from './update-log.ts';

const COMPACT_AFTER_UPDATES = 200;
/** Below this a new snapshot costs more than reading the updates does. */
const COMPACT_AFTER_BYTES = 65_536;
/** Heads of sessions that ended: a frozen tab may still write its last batch, a year of reloads must not pile up. */
const KEPT_SESSIONS = 64;

export interface ChainedLogOptions extends LogOptions {
  readonly store: RecordStore;
  readonly hash: Sha256;
  readonly keeper?: HeadKeeper | undefined;
}

interface BookState {
  /** Of this session's own chain. */
  head: ChainHead;
  /** Hashes of records handed to the store since the head was last confirmed; any of them may have got through. */
  readonly attempts: Set<string>;
  /** Whether this process has looked for covered updates that an earlier one did not come to delete. */
  isSwept: boolean;
  snapshotBytes: number;
  updateBytes: number;
  updateCount: number;
}

export class ChainedLog implements UpdateLog {
  readonly #options: ChainedLogOptions;
  readonly #envelope: Envelope;
  readonly #commit: GroupCommit;
  readonly #states = new Map<string, BookState>();
  readonly #lanes = new Map<string, Promise<unknown>>();

  constructor(options: ChainedLogOptions) {
    this.#options = options;
    this.#envelope = createEnvelope(options.sealing);
    this.#commit = new GroupCommit({
      windowMs: options.windowMs,
      after: options.after ?? afterRealTime,
      write: (batch) => this.#write(batch)
    });
  }

  append(book: string, update: Uint8Array): Promise<void> {
    return this.#commit.append(book, update);
  }

  flush(): Promise<void> {
    return this.#commit.flush();
  }

  load(book: string): Promise<LoadedBook> {
    return this.#inLane(book, async () => contentOf(await this.#read(book, 'uncovered')));
  }

  shouldCompact(book: string): boolean {
    const state = this.#states.get(book);
    if (!state) return false;
    const { updateBytes, snapshotBytes, updateCount } = state;
    return updateCount > COMPACT_AFTER_UPDATES || updateBytes > Math.max(COMPACT_AFTER_BYTES, snapshotBytes / 4);
  }

  compact(book: string): Promise<void> {
    return this.#inLane(book, async () => {
      const state = await this.#stateOf(book);
      const reading = await this.#read(book, state.isSwept ? 'uncovered' : 'all');
      const { snapshot, updates } = contentOf(reading);
      if (updates.length > 0) {
        await this.#settle(book, this.#options.codec.snapshot(snapshot ? [snapshot, ...updates] : updates), reading);
      } else await this.#options.store.erase(reading.updates, [...reading.superseded, ...reading.unreadable]);
      state.isSwept = true;
    });
  }

  replace(book: string, state: Uint8Array): Promise<void> {
    return this.#inLane(book, async () => this.#settle(book, state, await this.#read(book, 'all')));
  }

  async list(): Promise<readonly string[]> {
    const stored = await this.#options.store.listBooks();
    return [...new Set([...stored, ...(this.#options.keeper?.listBooks() ?? [])])].sort();
  }

  remove(book: string): Promise<void> {
    return this.#inLane(book, async () => {
      void this.#commit.flush().catch(() => undefined); // each append tells its own caller
      await this.#commit.runAlone(async () => {
        await this.#options.keeper?.retain(book, new Set());
        await this.#options.store.eraseBook(book);
        this.#states.delete(book);
      });
    });
  }

  async close(): Promise<void> {
    await this.#commit.flush().catch(() => undefined);
    await Promise.allSettled(this.#lanes.values());
    await this.#commit.runAlone(async () => {
      await this.#options.keeper?.close();
      await this.#options.store.close();
    });
  }

  async #write(batch: Batch): Promise<BatchFailures> {
    const { session, store, keeper } = this.#options;
    const failures = new Map<string, Error>();
    const records: UpdateRecord[] = [];
    // Book by book: an update that cannot be merged must not fail what others wrote in the same window.
    for (const [book, updates] of batch) {
      await this.#makeRecord(book, updates).then(
        (record) => records.push(record),
        (cause: unknown) => failures.set(book, errorOf(cause))
      );
    }
    if (records.length === 0) return failures;
    try {
      const refusals = await store.append(records);
      const written = records.filter((_, i) => !refusals[i]);
      await keeper?.advance(written.map(({ book, seq, hash }) => ({ book, session, head: { seq, hash } })));
      for (const record of written) await this.#advance(record);
      for (const [i, { book }] of records.entries()) {
        if (refusals[i]) failures.set(book, new Error(`The store did not take an update of ${book}: ${refusals[i]}.`));
      }
    } catch (cause) {
      for (const { book } of records) failures.set(book, errorOf(cause));
    }
    return failures;
  }

  async #makeRecord(book: string, updates: readonly Uint8Array[]): Promise<UpdateRecord> {
    const { session, hash, codec } = this.#options;
    const { seq, hash: prev } = await this.#certainHead(book);
    const [first] = updates;
    const stored = await this.#envelope.wrap(updates.length === 1 && first ? first : codec.merge(updates));
    const record = { book, session, seq: seq + 1, prev, hash: await hashLink(prev, stored, hash), stored };
    (await this.#stateOf(book)).attempts.add(record.hash);
    return record;
  }

  async #certainHead(book: string): Promise<ChainHead> {
    const { session, store, keeper } = this.#options;
    const state = await this.#stateOf(book);
    if (state.attempts.size === 0) return state.head;
    const found = await store.find({ book, session, seq: state.head.seq + 1 });
    assert(!found || state.attempts.has(found.hash), `Two writers share session ${session} of ${book}.`);
    if (found) {
      await keeper?.advance([{ book, session, head: { seq: found.seq, hash: found.hash } }]);
      await this.#advance(found);
    }
    return state.head;
  }

  async #advance({ book, seq, hash, stored }: UpdateRecord): Promise<void> {
    const state = await this.#stateOf(book);
    state.head = { seq, hash };
    state.attempts.clear();
    state.updateCount += 1;
    state.updateBytes += stored.length;
  }

  async #read(book: string, scan: 'uncovered' | 'all'): Promise<BookReading> {
    const { store, hash } = this.#options;
    const reading = await readBook({
      book,
      store,
      envelope: this.#envelope,
      hash,
      known: this.#knownHeads(book),
      scan
    });
    const state = await this.#stateOf(book);
    state.snapshotBytes = reading.snapshotBytes;
    state.updateBytes = reading.updateBytes;
    state.updateCount = reading.content.updates.length;
    return reading;
  }

  #knownHeads(book: string): ReadonlyMap<string, ChainHead> {
    const kept = this.#options.keeper?.headsOf(book) ?? new Map<string, ChainHead>();
    const own = this.#states.get(book)?.head;
    return own && own.seq > 0 ? furthestHeads(kept, new Map([[this.#options.session, own]])) : kept;
  }

  /** Puts `state` in the place of everything `reading` found. */
  async #settle(book: string, state: Uint8Array, reading: BookReading): Promise<void> {
    const { store, keeper, hash } = this.#options;
    const heads = this.#headsToKeep(reading);
    await this.#commit.runAlone(() => this.#passBy(book, heads.get(this.#options.session)));
    // Before the snapshot: a head that is kept elsewhere and that no snapshot names would look like a loss.
    await keeper?.retain(book, new Set(heads.keys()));
    const stored = await this.#envelope.wrap(state);
    const snapshot = { book, heads, stored, hash: await hashSnapshot(heads, stored, hash) };
    // Bytes that went bad go before the same bytes are written again: a store that keeps attachments by their hash would
    // otherwise believe that it has them.
    if (reading.unreadable.length > 0) await store.erase([], reading.unreadable);
    const isThere = reading.readable.some((label) => label.hash === snapshot.hash);
    if (!isThere) await store.writeSnapshot(snapshot);
    await store.erase(
      reading.updates,
      reading.readable.filter((label) => label.hash !== snapshot.hash)
    );
    const counted = await this.#stateOf(book);
    counted.snapshotBytes = stored.length;
    counted.updateBytes = Math.max(0, counted.updateBytes - reading.updateBytes);
    counted.updateCount = Math.max(0, counted.updateCount - reading.content.updates.length);
  }

  #headsToKeep(reading: BookReading): Map<string, ChainHead> {
    const heads = [...reading.reach];
    const writing = new Set([this.#options.session, ...reading.updates.map((update) => update.session)]);
    return new Map(heads.filter(([session], i) => i >= heads.length - KEPT_SESSIONS || writing.has(session)));
  }

  /**
   * A number that a snapshot covers is used up, also where the append that wrote it was told that it failed: once its
   * record is deleted nothing else would show that, and the next update under it would never be read.
   */
  async #passBy(book: string, covered: ChainHead | undefined): Promise<void> {
    const state = await this.#stateOf(book);
    if (covered && covered.seq > state.head.seq) state.head = covered;
  }

  async #stateOf(book: string): Promise<BookState> {
    const known = this.#states.get(book);
    if (known) return known;
    const head = await startChain(book, this.#options.session, this.#options.hash);
    const fresh: BookState = {
      head,
      attempts: new Set(),
      isSwept: false,
      snapshotBytes: 0,
      updateBytes: 0,
      updateCount: 0
    };
    const raced = this.#states.get(book);
    if (raced) return raced;
    this.#states.set(book, fresh);
    return fresh;
  }

  /** Loading, compacting and wiping one book take turns; appending does not wait for them. */
  #inLane<T>(book: string, run: () => Promise<T>): Promise<T> {
    const result = (this.#lanes.get(book) ?? Promise.resolve()).then(run);
    const lane = result.then(
      () => undefined,
      () => undefined
    );
    this.#lanes.set(book, lane);
    void lane.then(() => {
      if (this.#lanes.get(book) === lane) this.#lanes.delete(book);
    });
    return result;
  }
}

function contentOf(reading: BookReading): LoadedBook {
  const [first] = reading.damages;
  if (first) throw new IntegrityFault(first, reading.damages, reading.content);
  return reading.content;
}

function errorOf(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}

function afterRealTime(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
