/**
 * One book on the relay: applies, judges, deletes what is refused, writes durably, and only then answers and broadcasts
 * (protocol, pipeline). Nothing here waits between applying and judging; everything said about a commit is said after
 * the write that keeps it.
 *
 * If a durable write fails, memory is ahead of the disk: the host stops answering, reloads the book from the log when it
 * can, and everybody resynchronises. Clients go on with "on this device".
 *
 * One file beyond the usual length: the pipeline is read from top to bottom, and its order is what it promises.
 */
import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import { contextOf, ORDER_TABLE, type Fold } from '#book/fold.ts';
import { packTables } from '#book/pack.ts';
import { BookReplica, type ReplicaSetup } from '#book/replica.ts';
import { parseFeedName } from '#book/feed-name.ts';
import { judgeText } from '#gate/judge-commit.ts';
import type { GateView, Person } from '#gate/gate-view.ts';
import { assert, type Refusal } from '#kernel/result.ts';
import { hlcOf, writerOf, type Stamp } from '#kernel/stamp.ts';
import { commitToText, idOfText, type Commit } from '#protocol/commit.ts';
import type { Answer, Ask } from '#protocol/messages.ts';
import type { Schema } from '#schema/module.ts';
import { encodeFrame, parseFrame, sectionFrom, type FrameFault, type FrameSection } from './update-frame.ts';
import { gateViewOf } from './gate-view-of-fold.ts';
import type { RefusalLedger, RefusedCommit } from './refusal-ledger.ts';
import type { PackArchive } from './pack-archive.ts';

export interface BookLog {
  load(book: string): Promise<{ readonly snapshot: Uint8Array | null; readonly updates: readonly Uint8Array[] }>;
  append(book: string, update: Uint8Array): Promise<void>;
}

export interface HostSetup extends ReplicaSetup {
  readonly book: string;
  readonly schema: Schema;
  readonly log: BookLog;
  readonly refusals: RefusalLedger;
  readonly archive: PackArchive;
}

/** A connection's identity: the person, and the sessions of this device bound to it. */
export interface Sender {
  readonly person: Person;
  /** Given back with the update, so that it need not be sent to where it came from. */
  readonly connection: unknown;
  /** Yjs client id → `<device>.<session>`. */
  readonly writers: ReadonlyMap<number, string>;
}

export type Received =
  | { readonly kind: 'judged'; readonly answers: readonly Answer[] }
  | { readonly kind: 'fault'; readonly fault: FrameFault | 'gap' | 'wrong-feed' };

/** The durable write failed; what was judged since is forgotten and will come again. */
export class NotDurable extends Error {}

interface NewText {
  readonly text: string;
  readonly client: number;
  readonly clock: number;
  readonly writer: string;
}

export class BookHost {
  readonly book: string;
  replica: BookReplica;
  readonly #setup: HostSetup;
  readonly #listeners = new Set<(update: Uint8Array, knownTo: unknown) => void>();
  readonly #highWater = new Map<string, string>();
  readonly #refusedIds = new Set<Stamp>();
  readonly #relayWriter: string;
  #tail: Promise<void> = Promise.resolve();
  #pending = new Set<Promise<void>>();
  #state: Uint8Array | null = null;
  #failed = false;
  #reloading: Promise<void> | null = null;
  /** Whether the frame being judged made the relay write a mark of its own. */
  #marked = false;

  constructor(setup: HostSetup, relayWriter: string) {
    this.#setup = setup;
    this.#relayWriter = relayWriter;
    this.book = setup.book;
    this.replica = new BookReplica(setup);
  }

  async open(): Promise<void> {
    const { log, book, refusals, archive } = this.#setup;
    const stored = await log.load(book);
    this.replica.destroy();
    this.replica = new BookReplica(this.#setup);
    this.replica.load(stored.snapshot ? [stored.snapshot, ...stored.updates] : stored.updates);
    await refusals.open(book);
    await archive.open(book);
    this.#highWater.clear();
    this.#refusedIds.clear();
    for (const id of refusals.idsOf(book)) this.#refusedIds.add(id);
    for (const [writer, hlc] of contextOf([...this.fold.ids(), ...refusals.idsOf(book)], this.fold.context))
      this.#highWater.set(writer, hlc);
    this.#state = null;
    this.#failed = false;
  }

  /** From the log, once nothing is on its way there any more; asked for several times at once it happens once. */
  reload(): Promise<void> {
    this.#reloading ??= this.#reopen().finally(() => {
      this.#reloading = null;
    });
    return this.#reloading;
  }

  async #reopen(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    if (this.#failed) await this.open();
  }

  get fold(): Fold {
    return this.replica.fold;
  }

  get pendingWrites(): number {
    return this.#pending.size;
  }

  /** Updates that may be broadcast: judged and durable; `knownTo` is the sender that holds all of it already, or null. */
  listen(listener: (update: Uint8Array, knownTo: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.replica.doc);
  }

  /** What a replica with that state vector lacks, once all of it is durable. */
  async answerSync(stateVector: Uint8Array): Promise<Uint8Array> {
    await this.#untilDurable();
    if (stateVector.length > 1) return Y.encodeStateAsUpdate(this.replica.doc, stateVector);
    this.#state ??= Y.encodeStateAsUpdate(this.replica.doc);
    return this.#state;
  }

  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    if (this.#failed) throw new NotDurable('The last write of this book failed.');
  }

  /** As `settled`, and nothing has come between its end and the caller's next step: what is read now is durable. */
  async #untilDurable(): Promise<void> {
    do await this.settled();
    while (this.#pending.size > 0);
  }

  async receive(bytes: Uint8Array, sender: Sender): Promise<Received> {
    if (this.#failed) throw new NotDurable('The last write of this book failed.');
    const frame = parseFrame(bytes, (client) => sender.writers.has(client));
    if (!frame.ok) return { kind: 'fault', fault: frame.fault };
    const checked = this.#checkSections(frame.sections, sender);
    if (typeof checked === 'string') return { kind: 'fault', fault: checked };
    if (checked.length === 0) return { kind: 'judged', answers: [] };
    this.#marked = false;
    const { update, answers, refused } = this.#integrateOrFail(checked, sender);
    await this.#keep(update, { refused, knownTo: refused.length === 0 && !this.#marked ? sender.connection : null });
    return { kind: 'judged', answers };
  }

  /** What became of commits whose answer a client never heard. */
  async answerAsk(ask: Ask): Promise<Answer[]> {
    await this.#untilDurable();
    return ask.commits.map(({ id, hash }) => this.#answerKnown(id, hash));
  }

  /**
   * Replaces all commits by the values that nobody has replaced. One transaction, one durable write, one broadcast; the
   * commits themselves go to the archive first.
   */
  async pack(): Promise<void> {
    await this.settled();
    const id = this.#setup.clock.next();
    const { fold, doc } = this.replica;
    const archived = [...fold.ids()].map((stamp) => fold.textOf(stamp)!);
    await this.#setup.archive.keep(this.book, id, archived);
    // What arrived while the archive was written is not covered by it: try again with those in.
    if ([...fold.ids()].length !== archived.length || this.replica.fold !== fold) return this.pack();
    const context = new Map(this.#highWater);
    const texts = packTables({
      id,
      tables: fold.tables.values(),
      context,
      firstAccepted: fold.firstAccepted,
      headOf: (stamp) => fold.headOf(stamp)
    });
    const update = this.#capture(() => {
      for (const name of [...doc.share.keys()]) {
        const feed = doc.getArray<string>(name);
        if (parseFeedName(name) && feed.length > 0) feed.delete(0, feed.length);
      }
      doc.getArray<string>(`pack/${id}`).push(texts);
    });
    await this.#keep(update, NOTHING_REFUSED);
  }

  /** Whether what packing would drop outweighs what it would keep. */
  shouldPack(): boolean {
    const { cellsWritten, cellsLiving } = this.fold.weigh();
    if (this.fold.commitCount > PACK_FROM_COMMITS) return true;
    return cellsWritten > PACK_FROM_CELLS && cellsWritten > 2 * cellsLiving;
  }

  /** The relay writes as an ordinary peer with its own feed. */
  async appendOwn(commit: Commit): Promise<void> {
    const update = this.#capture(() => this.replica.appendTexts(writerOf(commit.id), [commitToText(commit)]));
    this.#raiseHighWater(commit.id);
    await this.#keep(update, NOTHING_REFUSED);
  }

  destroy(): void {
    this.#listeners.clear();
    this.replica.destroy();
  }

  /** Cuts off what is known, and finds gaps and foreign feeds before Yjs sees anything. */
  #checkSections(sections: readonly FrameSection[], sender: Sender): FrameSection[] | 'gap' | 'wrong-feed' {
    const kept: FrameSection[] = [];
    const state = this.replica.doc.store;
    for (const section of sections) {
      const known = Y.getState(state, section.client);
      const first = section.structs[0];
      if (!first) continue;
      if (first.clock > known) return 'gap';
      const fresh = sectionFrom(section, known);
      if (fresh.structs.length === 0) continue;
      const writer = sender.writers.get(section.client)!;
      if (fresh.structs.some((struct) => struct.feed !== null && !isFeedOf(struct.feed, writer))) return 'wrong-feed';
      kept.push(fresh);
    }
    return kept;
  }

  /** A throw in the middle leaves texts in the document that nobody judged: nothing of it may be answered or kept. */
  #integrateOrFail(sections: readonly FrameSection[], sender: Sender): Integrated {
    try {
      return this.#integrate(sections, sender);
    } catch (cause) {
      this.#failed = true;
      throw new NotDurable(`A frame could not be judged: ${String(cause)}`);
    }
  }

  #integrate(sections: readonly FrameSection[], sender: Sender): Integrated {
    const { doc } = this.replica;
    const texts = textsOf(sections, sender);
    const answers: Answer[] = [];
    const refused: RefusedCommit[] = [];
    const update = this.#capture(() => {
      Y.applyUpdate(doc, encodeFrame(sections), 'client');
      doc.transact((transaction) => {
        // The fold is brought up to date commit by commit, so that each is judged on the state its predecessors left.
        this.replica.foldInStep((step) => {
          for (const entry of texts) {
            const refusal = this.#judge(entry, sender.person);
            answers.push(answerOf(entry, refusal));
            if (refusal === null) step(entry.text);
            else {
              deleteEntry(transaction, entry);
              // What is in the book already was accepted: it is only not needed twice.
              if (refusal.rule !== SAID_TWICE)
                refused.push({
                  book: this.book,
                  user: sender.person.user,
                  id: idOfText(entry.text),
                  text: entry.text,
                  refusal
                });
            }
          }
        });
      });
    });
    assert(
      doc.store.pendingStructs === null && doc.store.pendingDs === null,
      'A checked frame leaves nothing pending.'
    );
    return { update, answers, refused };
  }

  #judge({ text, writer }: NewText, person: Person): Refusal | null {
    const id = idOfText(text);
    if (id !== null && writerOf(id) !== writer) return { ok: false, rule: 'not-your-feed', values: {} };
    const known = id === null ? undefined : this.fold.textOf(id);
    if (known !== undefined) return { ok: false, rule: known === text ? SAID_TWICE : 'id-used-twice', values: {} };
    const { commit, refusal } = judgeText(text, this.#gateView(), person);
    if (id !== null && refusal?.rule !== 'stale-stamp') this.#raiseHighWater(id);
    if (id !== null && refusal) this.#refusedIds.add(id);
    if (commit && !refusal) this.#markOrder(commit);
    return refusal;
  }

  #gateView(): GateView {
    return gateViewOf({ ...this.#setup, fold: this.fold, highWater: this.#highWater, refusedIds: this.#refusedIds });
  }

  #raiseHighWater(id: Stamp): void {
    const writer = writerOf(id);
    if (hlcOf(id) > (this.#highWater.get(writer) ?? '')) this.#highWater.set(writer, hlcOf(id));
  }

  /** A fact whose id already stands with other content: say which one the book accepted first (rule 3). */
  #markOrder(commit: Commit): void {
    for (const write of commit.writes) {
      const table = this.fold.table(write.table);
      if (!write.new || table.kind !== 'ledger') continue;
      const rows = write.rows
        .filter(([id]) => table.has(id) && !this.fold.firstAccepted.has(`${table.id}/${id}`))
        .map(([id]): [string, string] => [`${table.id}/${id}`, table.birthOf(id)!.id]);
      if (rows.length === 0) continue;
      const { clock } = this.#setup;
      const mark: Commit = {
        id: clock.next(),
        by: 'relay',
        on: this.#relayWriter.slice(0, this.#relayWriter.indexOf('.')),
        action: 'relay.order',
        writes: [{ table: ORDER_TABLE, new: true, columns: ['first'], rows }]
      };
      this.#raiseHighWater(mark.id);
      this.replica.appendTexts(this.#relayWriter, [commitToText(mark)]);
      this.#marked = true;
    }
  }

  #answerKnown(id: Stamp, hash: string): Answer {
    const text = this.fold.textOf(id);
    if (text !== undefined) return { id, hash, verdict: hashOf(text) === hash ? 'accepted' : 'not-stored' };
    if (this.#setup.archive.hashOf(this.book, id) === hash) return { id, hash, verdict: 'accepted' };
    const refused = this.#setup.refusals.find(this.book, id);
    if (refused) return { id, hash, verdict: 'refused', ...describe(refused.refusal) };
    return { id, hash, verdict: 'not-stored' };
  }

  /** Runs `work` in one transaction and returns the single update it emits, deletions included. */
  #capture(work: () => void): Uint8Array {
    const { doc } = this.replica;
    let update: Uint8Array | null = null;
    const take = (bytes: Uint8Array): void => {
      update = bytes;
    };
    doc.on('update', take);
    doc.transact(work, 'relay');
    doc.off('update', take);
    this.#state = null;
    return update ?? EMPTY_UPDATE;
  }

  async #keep(update: Uint8Array, { refused, knownTo }: Kept): Promise<void> {
    const { log, refusals, book } = this.#setup;
    // Refused work is safe with its author before it leaves the book; later appends keep their order behind it.
    if (refused.length > 0) this.#tail = this.#tail.then(() => refusals.keep(refused));
    const written = this.#tail.then(() => log.append(book, update));
    this.#tail = this.#tail.catch(() => undefined);
    const done = written.then(
      () => {
        if (!this.#failed) for (const listener of this.#listeners) listener(update, knownTo);
      },
      () => {
        this.#failed = true;
      }
    );
    this.#pending.add(done);
    await done;
    this.#pending.delete(done);
    if (this.#failed) throw new NotDurable('The book could not be written.');
  }
}

interface Integrated {
  readonly update: Uint8Array;
  readonly answers: readonly Answer[];
  readonly refused: readonly RefusedCommit[];
}

/** Below this a pack saves nobody anything. */
const PACK_FROM_CELLS = 20_000;
/** Each commit repeats its heading: from so many on, opening the book costs a multiple of opening it packed. */
const PACK_FROM_COMMITS = 20_000;

interface Kept {
  readonly refused: readonly RefusedCommit[];
  readonly knownTo: unknown;
}

const NOTHING_REFUSED: Kept = { refused: [], knownTo: null };

/** Kept as "accepted": the text lies in the book already. */
const SAID_TWICE = 'said-twice';

const EMPTY_UPDATE = new Uint8Array([0, 0]);

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isFeedOf(feed: string, writer: string): boolean {
  const parsed = parseFeedName(feed);
  return parsed?.kind === 'writer' && `${parsed.device}.${parsed.session}` === writer;
}

/** New texts of all sections, sessions in the order of their first stamp, each session in feed order. */
function textsOf(sections: readonly FrameSection[], sender: Sender): NewText[] {
  const bySession = sections.map(({ client, structs }) =>
    structs.flatMap(({ clock, texts }) =>
      (texts ?? []).map((text, i): NewText => ({ text, client, clock: clock + i, writer: sender.writers.get(client)! }))
    )
  );
  const firstId = (texts: readonly NewText[]): string => (texts[0] ? (idOfText(texts[0].text) ?? '') : '');
  return bySession.sort((a, b) => (firstId(a) < firstId(b) ? -1 : 1)).flat();
}

function deleteEntry(transaction: Y.Transaction, { client, clock }: NewText): void {
  const { store } = transaction.doc;
  Y.getItemCleanStart(transaction, Y.createID(client, clock));
  const item = Y.getItemCleanEnd(transaction, store, Y.createID(client, clock));
  item.delete(transaction);
}

function answerOf({ text }: NewText, refusal: Refusal | null): Answer {
  const id = idOfText(text) ?? '';
  const hash = hashOf(text);
  if (refusal === null || refusal.rule === SAID_TWICE) return { id, hash, verdict: 'accepted' };
  return { id, hash, verdict: 'refused', ...describe(refusal) };
}

function describe({ rule, values, cell }: Refusal): Pick<Answer, 'rule' | 'values' | 'cell'> {
  return cell ? { rule, values, cell } : { rule, values };
}
