/**
 * One book on one device or on the relay: the Y.Doc with its feeds, and the fold that is kept equal to it.
 *
 * New commits are read from the structs that a transaction brought, not from `event.changes`, which walks the whole
 * array. A transaction that touches a pack folds the book anew: packs must come before commits, and a rebuild makes
 * "packed at any moment, delivered in any order" true by construction.
 *
 * A line or two beyond the usual length: reading and writing feeds share one private state.
 */
import * as Y from 'yjs';
import { adoptAll } from './adopt-stamps.ts';
import { commitToText, idOfText, type Commit } from '#protocol/commit.ts';
import { COMMITS_PER_FEED, feedName, parseFeedName } from './feed-name.ts';
import { Fold } from './fold.ts';
import type { RowChange, TableShape } from './table-fold.ts';
import type { RowId } from '#kernel/ids.ts';
import { writerOf, type Clock, type Stamp } from '#kernel/stamp.ts';
import type { RowArray } from '#schema/table.ts';

export interface BookEvent {
  readonly changes: readonly RowChange[];
  readonly added: readonly Stamp[];
  readonly removed: readonly Stamp[];
  /** The whole book was folded anew; `changes` still says exactly which rows differ. */
  readonly rebuilt: boolean;
  /** Whatever was passed as the Yjs origin. */
  readonly origin: unknown;
}

export interface ReplicaSetup {
  readonly shapes: ReadonlyMap<string, TableShape>;
  readonly clock: Clock;
  /** Yjs client id of this session. */
  readonly client: number;
}

/** What a workspace needs of a book, whether this tab holds its document or follows one that does. */
export interface Replica {
  readonly fold: Fold;
  append(commit: Commit): string;
  listen(listener: (event: BookEvent) => void): () => void;
  destroy(): void;
}

export class BookReplica implements Replica {
  readonly doc: Y.Doc;
  fold: Fold;
  readonly #setup: ReplicaSetup;
  readonly #listeners = new Set<(event: BookEvent) => void>();
  readonly #feedOfType = new Map<Y.AbstractType<unknown>, string>();
  #changes: RowChange[] = [];
  readonly #parts = new Map<string, number>();
  #loading = false;
  readonly #stepped = new Set<string>();
  #steppedIds: Stamp[] = [];

  constructor(setup: ReplicaSetup) {
    this.#setup = setup;
    this.doc = new Y.Doc();
    this.doc.clientID = setup.client;
    this.fold = new Fold(setup.shapes);
    this.fold.report((change) => this.#changes.push(change));
    this.doc.on('afterTransaction', (transaction: Y.Transaction) => this.#follow(transaction));
  }

  /** Applies everything stored in one transaction and folds it once: the fast way to open a book. */
  load(updates: readonly Uint8Array[]): void {
    this.#loading = true;
    this.doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.doc, update, 'load');
    }, 'load');
    this.#loading = false;
    this.#foldAnew();
  }

  listen(listener: (event: BookEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Appends to the feed of the commit's own device and session. */
  append(commit: Commit): string {
    const text = commitToText(commit);
    this.appendTexts(writerOf(commit.id), [text]);
    return text;
  }

  appendTexts(writer: string, texts: readonly string[]): void {
    this.doc.transact(() => {
      for (const text of texts) {
        const feed = this.#openFeed(writer);
        feed.push([text]);
      }
    }, 'append');
  }

  /** The writer's last feed, or the next one when it is full: items of a session must follow one another. */
  #openFeed(writer: string): Y.Array<string> {
    let part = this.#parts.get(writer) ?? this.#lastPartOf(writer);
    let feed = this.doc.getArray<string>(feedName(writer, part));
    if (feed.length >= COMMITS_PER_FEED) feed = this.doc.getArray<string>(feedName(writer, ++part));
    this.#parts.set(writer, part);
    return feed;
  }

  #lastPartOf(writer: string): number {
    let last = 0;
    for (const name of this.doc.share.keys()) {
      const feed = parseFeedName(name);
      if (feed?.kind === 'writer' && `${feed.device}.${feed.session}` === writer) last = Math.max(last, feed.part);
    }
    return last;
  }

  /**
   * For a judge: folds new texts one by one inside a transaction, as the caller lets them pass, instead of all at its
   * end. Texts that the caller does not let pass must be deleted in the same transaction.
   */
  foldInStep(work: (step: (text: string) => void) => void): void {
    work((text) => {
      this.#stepped.add(text);
      const commit = this.fold.add(text);
      if (commit) {
        this.#steppedIds.push(commit.id);
        this.#setup.clock.adopt(commit.id);
      }
    });
  }

  /** Texts of all living feed entries: packs first, then commits in the order of their stamps. */
  texts(): string[] {
    const packs: string[] = [];
    const commits: string[] = [];
    for (const name of [...this.doc.share.keys()].sort()) {
      const feed = parseFeedName(name);
      if (!feed) continue;
      const into = feed.kind === 'pack' ? packs : commits;
      this.doc.getArray<unknown>(name).forEach((entry) => {
        if (typeof entry === 'string') into.push(entry);
      });
    }
    // Texts of commits begin with their ids, all of one width: their order as text is the order of their stamps.
    commits.sort();
    return packs.concat(commits);
  }

  destroy(): void {
    this.#listeners.clear();
    this.doc.destroy();
  }

  #foldAnew(): void {
    this.#feedOfType.clear();
    const fold = new Fold(this.#setup.shapes);
    const texts = this.texts();
    for (const text of texts) fold.add(text);
    adoptAll(this.#setup.clock, texts);
    fold.report((change) => this.#changes.push(change));
    this.fold = fold;
  }

  #follow(transaction: Y.Transaction): void {
    if (this.#loading) return;
    const added: string[] = [];
    const removed: string[] = [];
    let packed = false;
    this.#eachNewText(transaction, (text, feed) => {
      if (feed.startsWith('pack/')) packed = true;
      added.push(text);
    });
    this.#eachDeletedText(transaction, (text, feed) => {
      if (feed.startsWith('pack/')) packed = true;
      removed.push(text);
    });
    if (added.length === 0 && removed.length === 0) return;
    this.#emit(packed ? this.#rebuild(transaction.origin) : this.#advance(added, removed, transaction.origin));
  }

  #advance(added: readonly string[], removed: readonly string[], origin: unknown): BookEvent {
    const addedIds: Stamp[] = [];
    const removedIds: Stamp[] = [];
    for (const text of removed) {
      const commit = this.fold.remove(text);
      if (commit) removedIds.push(commit.id);
    }
    addedIds.push(...this.#steppedIds);
    for (const text of added) {
      if (this.#stepped.has(text)) continue;
      const id = idOfText(text);
      if (id) this.#setup.clock.adopt(id);
      const commit = this.fold.add(text);
      if (commit) addedIds.push(commit.id);
    }
    const changes = mergeChanges(this.#changes);
    this.#changes = [];
    this.#stepped.clear();
    this.#steppedIds = [];
    return { changes, added: addedIds, removed: removedIds, rebuilt: false, origin };
  }

  #rebuild(origin: unknown): BookEvent {
    const before = this.fold;
    this.#foldAnew();
    this.#changes = [];
    return {
      changes: differences(before, this.fold),
      added: [...this.fold.ids()].filter((id) => !before.has(id)),
      removed: [],
      rebuilt: true,
      origin
    };
  }

  #emit(event: BookEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #eachNewText(transaction: Y.Transaction, visit: (text: string, feed: string) => void): void {
    for (const [client, clock] of transaction.afterState) {
      const from = transaction.beforeState.get(client) ?? 0;
      if (clock === from) continue;
      const structs = transaction.doc.store.clients.get(client)!;
      for (let i = Y.findIndexSS(structs, from); i < structs.length; i++) {
        const struct = structs[i]!;
        // A transaction's first struct may have been merged into its left neighbour: only the tail of it is new.
        if (struct instanceof Y.Item && !struct.deleted)
          this.#visitItem(struct, Math.max(0, from - struct.id.clock), visit);
      }
    }
  }

  #eachDeletedText(transaction: Y.Transaction, visit: (text: string, feed: string) => void): void {
    for (const [client, ranges] of transaction.deleteSet.clients) {
      const known = transaction.beforeState.get(client) ?? 0;
      const structs = transaction.doc.store.clients.get(client);
      if (!structs) continue;
      for (const { clock, len } of ranges) {
        const end = Math.min(clock + len, known);
        if (clock >= end) continue;
        for (let i = Y.findIndexSS(structs, clock); i < structs.length && structs[i]!.id.clock < end; i++) {
          const struct = structs[i]!;
          if (struct instanceof Y.Item) this.#visitItem(struct, 0, visit);
        }
      }
    }
  }

  #visitItem(item: Y.Item, from: number, visit: (text: string, feed: string) => void): void {
    if (!(item.content instanceof Y.ContentAny)) return;
    const feed = this.#feedNameOf(item.parent as Y.AbstractType<unknown>);
    if (feed === null) return;
    const texts: readonly unknown[] = item.content.arr;
    for (let i = from; i < texts.length; i++) {
      const text = texts[i];
      if (typeof text === 'string') visit(text, feed);
    }
  }

  #feedNameOf(type: Y.AbstractType<unknown>): string | null {
    const known = this.#feedOfType.get(type);
    if (known !== undefined) return known;
    for (const [name, shared] of this.doc.share) {
      if (shared !== type) continue;
      if (parseFeedName(name) === null) return null;
      this.#feedOfType.set(type, name);
      return name;
    }
    return null;
  }
}

/** One change per row: what it was before the first and after the last; rows that end as they began drop out. */
export function mergeChanges(changes: readonly RowChange[]): RowChange[] {
  if (changes.length < 2) return [...changes];
  const byTable = new Map<string, Map<string, RowChange>>();
  for (const change of changes) {
    let rows = byTable.get(change.table);
    if (!rows) byTable.set(change.table, (rows = new Map()));
    const earlier = rows.get(change.id);
    rows.set(change.id, earlier ? { ...change, before: earlier.before } : change);
  }
  return [...byTable.values()].flatMap((rows) => [...rows.values()].filter((c) => c.before !== c.after));
}

export function differences(before: Fold, after: Fold): RowChange[] {
  const changes: RowChange[] = [];
  for (const name of new Set([...before.tables.keys(), ...after.tables.keys()])) {
    const [old, present] = [before.tables.get(name), after.tables.get(name)];
    const compare = (id: RowId): void => {
      const [a, b] = [old?.computedRow(id), present?.computedRow(id)];
      if (!sameRow(a, b)) changes.push({ table: name, id, before: a, after: b });
    };
    // A row whose creation has not arrived shows nothing, before or after.
    for (const id of old?.allIds() ?? []) if (old?.has(id)) compare(id);
    for (const id of present?.allIds() ?? []) if (!old?.has(id)) compare(id);
  }
  return changes;
}

/** Cells are plain scalars. */
function sameRow(a: RowArray | undefined, b: RowArray | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && a.length === b.length && a.every((cell, i) => cell === b[i]);
}
